"""Converts a trained student to CTranslate2 int8, in the form that the catalogue loads.

    python -m models.training.convert WORK/run/student --out models/weights/songngu-small

The weights are cut into files of at most 12 MiB; SHA256SUMS has the digest of each, and README.md
is a model card to be filled in with `evaluate`'s scores. It needs no GPU, and neither does what it
writes need torch.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from models import parts
from models.conversion import convert_directory
from models.manifest import sha256
from models.training import student as students
from models.training.vocabulary import Vocabulary
from models.weights import manifest

# What the converter leaves that CTranslate2 and our codec do not read.
_UNUSED = ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json",
           "special_tokens_map.json", "generation_config.json", "tokenizer.json")  # fmt: skip


def convert(folder: Path, out: Path, quantization: str = "int8") -> None:
    """Convert the student in `folder` to the model directory `out`, which is replaced."""
    trained, vocabulary = students.restore(folder)
    with tempfile.TemporaryDirectory() as work:
        hub, made = Path(work) / "hub", Path(work) / "made"
        export(trained, Vocabulary(vocabulary), hub)
        convert_directory(hub, made, quantization)
        for name in _UNUSED:
            (made / name).unlink(missing_ok=True)
        (made / "tokenizer.model").write_bytes(vocabulary)
        about = {"family": "marian", "revision": sha256(made / "model.bin")[:12]}
        (made / "songngu.json").write_text(json.dumps(about), encoding="utf-8")
        (made / "README.md").write_text(card(trained, folder), encoding="utf-8")
        parts.split(made / "model.bin")
        names = [path.name for path in made.iterdir() if path.name != "README.md"]
        manifest.write(made, names)
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(made, out)


def export(trained: Any, words: Vocabulary, hub: Path) -> None:
    """Write the student as a checkpoint of transformers, with Marian's tokenizer."""
    from transformers import MarianTokenizer

    trained.model.save_pretrained(hub)
    for side in ("source.spm", "target.spm"):
        (hub / side).write_bytes(words.model)
    ids = {piece: number for number, piece in enumerate(words.tokens())}
    (hub / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False), encoding="utf-8")
    names = {"source_spm": "source.spm", "target_spm": "target.spm", "vocab": "vocab.json"}
    MarianTokenizer(**{key: str(hub / name) for key, name in names.items()}).save_pretrained(hub)


def card(trained: Any, folder: Path) -> str:
    """A model card with what the files know of the model; its scores are to be added."""
    rows = [json.loads(line) for line in _log(folder).splitlines()]
    scores = [row for row in rows if "bleu" in row]
    last = {row["dev"]: row for row in scores}
    table = "".join(
        f"| {name} | {row['pairs']} | {row['bleu']} | {row['chrf']} |\n"
        for name, row in last.items()
    )
    return CARD.format(
        parameters=f"{trained.parameters / 1e6:.1f}",
        shape=", ".join(f"{name} {value:g}" for name, value in trained.describe().items()),
        steps=max((row.get("step", 0) for row in rows), default=0),
        scores=table or "| none measured | | | |\n",
    )


def _log(folder: Path) -> str:
    """The log of the training: beside the student's folder, or packed with it."""
    packed, beside = folder / "logs.json", folder.parent / "log.jsonl"
    if packed.is_file():
        logs = json.loads(packed.read_text("utf-8"))["logs"]
        return "".join(log["text"] for log in logs if log["file"] == "run/log.jsonl")
    return beside.read_text("utf-8") if beside.is_file() else ""


CARD = """\
# songngu-small

A Marian transformer of {parameters} million parameters ({shape}) that translates Vietnamese into
English, shortens Vietnamese sentences and writes headlines. Trained for {steps} steps with
`models/training` (docs/TRAINING.md), converted to CTranslate2 int8.

Its teacher was made of Gemma 3 270M. Gemma is provided under and subject to the Gemma Terms of Use
found at ai.google.dev/gemma/terms; whether they reach a model that learned from its output is for
whoever ships this one to decide.

| input | output |
|---|---|
| `<2en> ` and a Vietnamese sentence | its English |
| `<2vi> ` and Vietnamese sentences | one shorter sentence |
| `<2ti> ` and Vietnamese sentences | a headline |

Terms of a glossary stand in the source as `hội nghị ｟conference｠`.

Greedy, on development pairs, before the conversion:

| set | pairs | BLEU | chrF |
|---|---|---|---|
{scores}"""


def main(arguments: list[str] | None = None) -> None:
    """Convert as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("student", type=Path, help="the folder that train wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--quantization", default="int8")
    options = parser.parse_args(arguments)
    convert(options.student, options.out, options.quantization)
    for path in sorted(options.out.iterdir()):
        print(f"{path.stat().st_size:>12} {path.name}")


if __name__ == "__main__":
    main()
