"""Workers and threads for the cores there are, by the size of a model."""

import sys
from types import SimpleNamespace

import pytest

from models.engines import runtime
from models.engines.runtime import Runtime, check_files
from models.errors import DamagedModel


@pytest.mark.parametrize(
    ("size", "device", "threads", "cards", "expected"),
    [
        (100, "cpu", 4, 0, (4, 1)),
        (100, "auto", 4, 0, (4, 1)),
        (100, "auto", 4, 1, (1, 4)),
        (100, "cuda", 4, 1, (1, 4)),
        (2000, "cpu", 4, 0, (1, 4)),
        (100, "cpu", 0, 0, (3, 1)),
    ],
)
def test_small_models_have_a_worker_a_core(
    tmp_path, monkeypatch, size, device, threads, cards, expected
):
    made = []
    monkeypatch.setattr(runtime, "SMALL", 1000)
    monkeypatch.setattr(runtime, "available_cores", lambda: 3)
    fake = SimpleNamespace(
        get_cuda_device_count=lambda: cards,
        Generator=lambda place, **options: made.append(options),
    )
    monkeypatch.setitem(sys.modules, "ctranslate2", fake)
    (tmp_path / "model.bin").write_bytes(b"x" * size)
    chosen = Runtime(device, "int8", threads)
    workers = chosen.workers(tmp_path)
    chosen.load(tmp_path, True, workers)
    assert (workers, made[0]["intra_threads"]) == expected
    assert made[0]["inter_threads"] == workers


def test_a_folder_without_weights_is_damaged(tmp_path):
    with pytest.raises(DamagedModel, match=r"model\.bin is missing"):
        check_files(tmp_path)
