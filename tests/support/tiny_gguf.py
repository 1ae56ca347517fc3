"""A Gemma 3 model small enough to make in a moment, in a real GGUF file."""

from pathlib import Path

import gguf
import numpy as np
import pytest

HIDDEN, LAYERS, HEADS, HEAD_DIM, FFN = 64, 7, 2, 32, 96
WORDS = ["▁quân", "▁khu", "▁hội", "▁nghị", "▁army", "▁the", "áng", "qu", "quân", "▁qu", "ân"]


def pieces() -> list[tuple[str, float, int]]:
    """Control pieces, a line end, bytes, letters and words, with GGUF's types."""
    control = [(name, -1000.0, 3) for name in ("<pad>", "<eos>", "<bos>", "<unk>")]
    lines = [("\n", 0.0, 4)]
    raw = [(f"<0x{byte:02X}>", -1000.0, 6) for byte in range(256)]
    letters = [(c, -200.0 - n, 1) for n, c in enumerate("▁abcdefghiklmnopqrstuvxyâáộịA:=;,. V")]
    words = [(word, -10.0 - n, 1) for n, word in enumerate(WORDS)]
    return [*control, *lines, *raw, *letters, *words]


@pytest.fixture(scope="session")
def gguf_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file, its big matrices in Q8_0 as real ones are."""
    return write_tiny(tmp_path_factory.mktemp("gguf") / "tiny.gguf")


def write_tiny(path: Path) -> Path:
    """Write the file."""
    writer = gguf.GGUFWriter(str(path), "gemma3")
    rows = pieces()
    writer.add_embedding_length(HIDDEN)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FFN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(1)
    writer.add_key_length(HEAD_DIM)
    writer.add_sliding_window(64)
    writer.add_rope_freq_base(1_000_000.0)
    writer.add_token_list([row[0] for row in rows])
    writer.add_token_scores([row[1] for row in rows])
    writer.add_token_types([row[2] for row in rows])
    _add_tensors(writer, len(rows))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_tensors(writer: gguf.GGUFWriter, vocabulary: int) -> None:
    rng = np.random.default_rng(7)

    def matrix(name: str, out: int, inner: int) -> None:
        values = rng.normal(0, inner**-0.5, (out, inner)).astype(np.float32)
        kind = gguf.GGMLQuantizationType.Q8_0
        writer.add_tensor(name, gguf.quants.quantize(values, kind), raw_dtype=kind)

    def norm(name: str, size: int) -> None:
        writer.add_tensor(name, (1 + rng.normal(0, 0.1, size)).astype(np.float32))

    matrix("token_embd.weight", vocabulary, HIDDEN)
    norm("output_norm.weight", HIDDEN)
    for layer in range(LAYERS):
        matrix(f"blk.{layer}.attn_q.weight", HEADS * HEAD_DIM, HIDDEN)
        matrix(f"blk.{layer}.attn_k.weight", HEAD_DIM, HIDDEN)
        matrix(f"blk.{layer}.attn_v.weight", HEAD_DIM, HIDDEN)
        matrix(f"blk.{layer}.attn_output.weight", HIDDEN, HEADS * HEAD_DIM)
        matrix(f"blk.{layer}.ffn_gate.weight", FFN, HIDDEN)
        matrix(f"blk.{layer}.ffn_up.weight", FFN, HIDDEN)
        matrix(f"blk.{layer}.ffn_down.weight", HIDDEN, FFN)
        for name in ("attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm"):
            norm(f"blk.{layer}.{name}.weight", HIDDEN)
        norm(f"blk.{layer}.attn_q_norm.weight", HEAD_DIM)
        norm(f"blk.{layer}.attn_k_norm.weight", HEAD_DIM)
