"""Loads converted models into CTranslate2, with workers for the cores there are."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import parts
from models.cores import available_cores
from models.errors import DamagedModel

# Up to this size a step is so short that threads would wait for one another longer than they
# work: two workers with a thread each do twice what two threads of one worker do.
SMALL = 500_000_000  # bytes of weights


@dataclass(frozen=True)
class Runtime:
    """What a model runs on."""

    device: str = "auto"  # auto, cpu or cuda
    compute_type: str = "auto"
    threads: int = 0  # 0: as many as there are cores to use

    def workers(self, model_dir: Path) -> int:
        """How many batches of this model run at once, all with the same weights in memory."""
        return self._cores if _size(model_dir) <= SMALL and not self._on_gpu() else 1

    def load(self, model_dir: Path, causal: bool, workers: int) -> Any:
        """The Generator of a causal model, the Translator of another; its threads are shared out.

        Raises `DamagedModel` when the directory cannot be read.
        """
        import ctranslate2

        make = ctranslate2.Generator if causal else ctranslate2.Translator
        try:
            return make(
                str(model_dir),
                device=self.device,
                compute_type=self.compute_type,
                inter_threads=workers,
                intra_threads=max(1, self._cores // workers),
                files=_in_memory(model_dir),
            )
        except (RuntimeError, ValueError) as error:
            raise DamagedModel(f"The model in {model_dir} cannot be loaded: {error}") from error

    @property
    def _cores(self) -> int:
        return self.threads or available_cores()

    def _on_gpu(self) -> bool:
        import ctranslate2

        found: int = ctranslate2.get_cuda_device_count() if self.device == "auto" else 0
        return self.device == "cuda" or found > 0


def check_files(model_dir: Path) -> None:
    """Raise `DamagedModel` where there is no converted model."""
    if not parts.exists(model_dir / "model.bin"):
        raise DamagedModel(f"{model_dir} holds no converted model: model.bin is missing.")


def _size(model_dir: Path) -> int:
    return sum(path.stat().st_size for path in model_dir.glob("model.bin*"))


def _in_memory(model_dir: Path) -> dict[str, bytes] | None:
    """The files of a model whose weights are in parts; None where CTranslate2 reads them itself."""
    if (model_dir / "model.bin").is_file():
        return None
    small = {path.name: path.read_bytes() for path in model_dir.glob("*.json")}
    return small | {"model.bin": parts.read(model_dir / "model.bin")}
