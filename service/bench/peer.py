"""`python -m service.bench.peer`: LibreTranslate and ours, one model, one API, one load.

LibreTranslate reads Argos packages, and Argos opens each with `ctranslate2.Translator`, which
takes encoder–decoder models alone: our translator, a decoder with a prompt, cannot be packed. So
both serve the same Marian model of random weights, converted once; what is compared is servers.
"""

import json
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from itertools import product
from pathlib import Path

import click

from models import manifest
from models.catalogue import find
from models.conversion import convert_directory
from models.store import converted_folder
from service.bench import marian
from service.bench.__main__ import MIB, Row, table
from service.bench.load import Load, drive
from service.bench.machine import machine
from service.bench.server import Server, free_port, serving, started
from service.briefs.studio_models import cache_dir
from service.settings import load_settings

MODEL = "Helsinki-NLP/opus-mt-vi-en"
CLIENTS = (1, 8, 32)
_WORDS = (
    ("Người mẹ", "Cậu bé", "Bà cụ", "Cô gái", "Người thợ"),
    ("mua", "mang", "cất", "rửa", "tìm"),
    ("bó hoa", "quả cam", "cái bát", "chiếc ghế", "con dao"),
    ("ở chợ", "trong bếp", "ngoài sân", "bên cửa sổ", "dưới gốc cây"),
)
# Its splitter fetches a model from GitHub at the first request; sentences come one by one here, so
# that this one has nothing to do, which can only be to its advantage.
SPLITTER = """\
class models:
    cache_dir = ""
    list_models = staticmethod(lambda: ["vi", "en"])
class SBDetect:
    def __init__(self, lang, use_gpu=False, max_threads=None): pass
    def sentences(self, text): return [text]
def download_models(*arguments): pass
"""


@click.command()
@click.option("--python", "other", required=True, help="Python that has libretranslate.")
@click.option("--requests", "most", type=click.IntRange(8), default=64, show_default=True)
@click.option("--write", type=click.Path(path_type=Path), help="Also append the table to a file.")
def main(other: str, most: int, write: Path | None) -> None:
    """Load both servers alike and print how fast each answers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        bodies = [
            {"q": text, "source": "vi", "target": "en", "format": "text"}
            for text in sentences(2 * most)
        ]
        rows = [
            row
            for title, server in (("LibreTranslate", theirs(folder, other)), ("ours", ours(folder)))
            for row in measured(title, server, bodies)
        ]
    heads = ("server", "clients", "sentences/s", "p50", "p95", "memory")
    text = "\n\n".join([table(("machine", ""), machine()), table(heads, rows)]) + "\n"
    print(text, end="")
    if write:
        with write.open("a", encoding="utf-8") as file:
            file.write(text)


def prepare(folder: Path) -> None:
    """The model as both read it, in `folder`."""
    from models.gguf.prepare import embedded_translator

    pieces = embedded_translator(cache_dir(load_settings())) / "tokenizer.model"
    marian.write(folder / "hub", pieces)
    place = converted_folder(find(MODEL, "translate"), folder / "cache")
    place.parent.mkdir(parents=True)
    convert_directory(folder / "hub", place)
    manifest.write(place, "random")
    for pair in (("vi", "en"), ("en", "vi")):  # with fewer than two it asks the network for more
        package(folder / "argos" / "_".join(pair), place, pair)
    (folder / "patch").mkdir()
    (folder / "patch" / "minisbd.py").write_text(SPLITTER, "utf-8")


def package(folder: Path, model: Path, pair: tuple[str, str]) -> None:
    """An Argos package of a converted model, as it lies when it is installed."""
    folder.mkdir(parents=True)
    shutil.copytree(model, folder / "model")
    shutil.copyfile(model / "source.spm", folder / "sentencepiece.model")
    names = {"vi": "Vietnamese", "en": "English"}
    told = {"package_version": "1.0", "argos_version": "1.9"}
    for side, code in zip(("from", "to"), pair, strict=True):
        told |= {f"{side}_code": code, f"{side}_name": names[code]}
    (folder / "metadata.json").write_text(json.dumps(told), "utf-8")


def theirs(folder: Path, python: str) -> AbstractContextManager[Server]:
    """LibreTranslate, as it is installed, with a thread for each client."""
    port = free_port()
    command = [str(Path(python).parent / "libretranslate"), "--host", "127.0.0.1", "--port",
               str(port), "--load-only", "vi,en", "--threads", str(max(CLIENTS)),
               "--disable-files-translation"]  # fmt: skip
    environ = {"ARGOS_PACKAGES_DIR": str(folder / "argos"), "PYTHONPATH": str(folder / "patch"),
               "XDG_DATA_HOME": str(folder), "HOME": str(folder)}  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    return started(command, environ, folder / "theirs.log", url, "/languages")


def ours(folder: Path) -> AbstractContextManager[Server]:
    """`songngu serve` with the same model and nothing remembered."""
    environ = {"SONGNGU_TRANSLATOR": MODEL, "SONGNGU_CACHE_SENTENCES": "0",
               "SONGNGU_CACHE_DIR": str(folder / "cache"), "SONGNGU_MEMORY": "0"}  # fmt: skip
    (folder / "ours").mkdir()
    return serving(folder / "ours", **environ)


def measured(
    title: str, starting: AbstractContextManager[Server], bodies: Sequence[dict[str, str]]
) -> list[Row]:
    """A row for each number of clients, on the same sentences."""
    print(f"measuring {title} …", file=sys.stderr)
    with starting as server:
        url = f"{server.url}/translate"
        left = list(bodies)
        drive(url, [left.pop() for _ in range(2)], 1)  # loads the model
        most = len(bodies) // 2
        return [
            _row(title, drive(url, [left.pop() for _ in range(max(2, most * n // 32))], n), server)
            for n in CLIENTS
        ]


def sentences(number: int) -> list[str]:
    """Different sentences without figures, names or terms.

    Nothing in them can get lost, so that ours has no reason to try again what the model wrote.
    """
    made = [f"{who} {does} {what} {where}." for who, does, what, where in product(*_WORDS)]
    return random.Random(marian.SEED).sample(made, number)


def _row(title: str, load: Load, server: Server) -> Row:
    waits = (f"{load.percentile(part):.2f} s" for part in (0.5, 0.95))
    memory = f"{server.resident / MIB:.0f} MiB"
    return (title, str(load.clients), f"{load.speed:.2f}", *waits, memory)


if __name__ == "__main__":
    main()
