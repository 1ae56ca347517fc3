"""Downloads models from a Hugging Face hub."""

import io
from pathlib import Path
from typing import Any

from models.catalogue import ModelSpec
from models.errors import ModelNotInstalled
from models.store import Progress

# Weights of other frameworks, and what no engine of ours reads.
_SKIPPED = (".h5", ".msgpack", ".ot", ".onnx", ".tflite", ".gguf", ".md", ".png", ".jpg", ".pdf")
_PICKLED = (".bin", ".pt", ".pth", ".ckpt")


def download(spec: ModelSpec, place: Path, progress: Progress | None, endpoint: str | None) -> str:
    """Fetch the files of `spec` into `place` and return the commit they are of.

    Raises `ModelNotInstalled` with what to do: install the extra, log in, or try again.
    """
    try:
        import huggingface_hub
    except ImportError as error:
        raise ModelNotInstalled(
            f"Fetching {spec.id} needs the extra “hub”: pip install 'songngu[hub]'."
        ) from error
    try:
        info = huggingface_hub.HfApi(endpoint=endpoint).model_info(spec.id, revision=spec.revision)
        huggingface_hub.snapshot_download(
            spec.id,
            revision=info.sha,
            local_dir=place,
            allow_patterns=wanted([file.rfilename for file in info.siblings or ()]),
            tqdm_class=_bar(spec.id, progress),
            endpoint=endpoint,
        )
    except Exception as error:  # the hub's client has a dozen bases
        raise ModelNotInstalled(_advice(spec, error), model=spec.id) from error
    return str(info.sha)


def wanted(names: list[str]) -> list[str]:
    """Return the files worth fetching: one set of weights, safetensors where there are any."""
    kept = [name for name in names if not name.startswith(".") and not name.endswith(_SKIPPED)]
    kept = [name for name in kept if "/" not in name or name.startswith("1_")]
    if any(name.endswith(".safetensors") for name in kept):
        kept = [name for name in kept if not name.endswith(_PICKLED)]
    return [name for name in kept if not name.startswith(("tf_", "flax_", "rust_"))]


def _advice(spec: ModelSpec, error: Exception) -> str:
    from huggingface_hub import errors

    if isinstance(error, errors.GatedRepoError):
        return (
            f"{spec.id} is gated: accept its terms on its page of the hub, then run "
            "“hf auth login” and fetch again."
        )
    if isinstance(error, errors.RepositoryNotFoundError | errors.RevisionNotFoundError):
        return f"The hub has no {spec.id} at revision {spec.revision}."
    reason = str(error).strip().splitlines()
    detail = f" ({reason[0]})" if reason else ""
    return (
        f"{spec.id} could not be fetched: {type(error).__name__}{detail}. Check the connection "
        f"and run again; what has arrived is kept: songngu models fetch {spec.id}"
    )


def _bar(id: str, progress: Progress | None) -> Any:
    """Return a class that stands in for tqdm and tells `progress` of the bytes written."""
    from tqdm import tqdm  # type: ignore[import-untyped]

    class Bar(tqdm):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            options.pop("name", None)
            self._told = 0.0
            super().__init__(*args, **options | {"file": io.StringIO(), "disable": False})

        def update(self, n: float | None = 1) -> bool | None:
            done = super().update(n)
            counts = self.unit == "B" and not str(self.desc).startswith("Download")
            if progress and counts and self.total:
                # Totals arrive file by file: never tell of less than was told.
                self._told = max(self._told, min(self.n / self.total, 1.0))
                progress(f"Fetching {id}", self._told)
            return done  # type: ignore[no-any-return]

    return Bar
