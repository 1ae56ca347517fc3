"""Writes the base model with the kept tokens alone: 99 MB in place of 253.

    python -m models.gguf.trim OUT.gguf

The tensors stay as they are quantised, so a model made of it is the same. It is what to take to a
machine that trains and has no network.
"""

import argparse
from pathlib import Path
from typing import Any

from models.gguf import prepare
from models.gguf.reader import GemmaFile

_SIZES = (
    "embedding_length", "block_count", "feed_forward_length", "attention.head_count",
    "attention.head_count_kv", "attention.key_length", "attention.sliding_window",
    "rope.freq_base",
)  # fmt: skip


def trim(file: GemmaFile, ids: list[int], out: Path) -> None:
    """Write `file` with the tokens `ids`, in their order."""
    import gguf

    writer = gguf.GGUFWriter(str(out), "gemma3")
    for name in _SIZES:
        add = writer.add_float32 if name == "rope.freq_base" else writer.add_uint32
        add(f"gemma3.{name}", file.field(f"gemma3.{name}"))
    rows = list(file.pieces())
    texts, scores, kinds = zip(*(rows[number] for number in ids), strict=True)
    writer.add_token_list(list(texts))
    writer.add_token_scores(list(scores))
    writer.add_token_types(list(kinds))
    for name, tensor in file.tensors().items():
        data: Any = tensor.data[ids] if name == "token_embd.weight" else tensor.data
        writer.add_tensor(name, data, raw_dtype=tensor.tensor_type)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def opened(path: Path | None = None) -> tuple[GemmaFile, list[int], bytes]:
    """Return the base, the ids of its kept tokens and the serialised tokenizer of these.

    `path` is a trimmed base; without it, the one of the package is read and trimmed.
    """
    if path:
        file = GemmaFile(path)
        ids = list(range(len(file.field("tokenizer.ggml.tokens"))))
    else:
        file, ids = GemmaFile(prepare.base_file()), prepare.kept_ids()
    return file, ids, prepare.tokenizer(file, ids)


def main(arguments: list[str] | None = None) -> None:
    """Trim as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    out = parser.parse_args(arguments).out
    out.parent.mkdir(parents=True, exist_ok=True)
    trim(GemmaFile(prepare.base_file()), prepare.kept_ids(), out)
    print(f"{out.stat().st_size:>12} {out.name}")


if __name__ == "__main__":
    main()
