"""The real `songngu serve`, in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

ROOT = Path(__file__).parents[2]
SUPPORT = ROOT / "tests" / "support"
PATIENCE = 60.0  # seconds until a test gives up


@dataclass
class Served:
    """A running server."""

    port: int
    process: subprocess.Popen[str]
    log: Path
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.address, timeout=PATIENCE)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self, data: bytes = b"") -> socket.socket:
        """A connection on which these bytes were sent."""
        found = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        found.sendall(data)
        return found

    def kill(self) -> None:
        """End it with all its processes, at once and without a word."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        for one in [psutil.Process(self.process.pid), *family]:
            one.kill()
        psutil.wait_procs(family, timeout=PATIENCE)
        self.process.wait()

    def clients(self) -> set[int]:
        """The ports of those whose connections the server holds."""
        workers = psutil.Process(self.process.pid).children()
        return {one.raddr[1] for w in workers for one in w.net_connections() if one.raddr}

    def translate(self, text: str, **headers: str) -> httpx.Response:
        """A translation by a connection of its own."""
        body = {"text": text}
        url = f"{self.address}/v1/translations"
        return httpx.post(url, json=body, headers=headers, timeout=PATIENCE)


@contextmanager
def served(folder: Path, *options: str, script: str = "waiting_serve.py",
           **environ: str) -> Iterator[Served]:  # fmt: skip
    """A server whose data lie in `folder`, with more variables of the environment."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    log = folder / "serve.log"
    command = [str(SUPPORT / script)] if script else ["-m", "service.cli"]
    with log.open("a") as file:
        process = subprocess.Popen(
            [sys.executable, *command, "serve", "--port", str(port), *options],
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{SUPPORT}",
                 "SONGNGU_DATA_DIR": str(folder)} | environ,
            stdout=file, stderr=file, text=True,
        )  # fmt: skip
    found = Served(port, process, log)
    try:
        wait(lambda: alive(found))
        yield found
    finally:
        found.client.close()
        process.kill()
        process.wait()


def alive(server: Served) -> bool:
    """Whether it answers; fails where it has ended."""
    assert server.process.poll() is None, server.log.read_text("utf-8")
    try:
        return httpx.get(f"{server.address}/healthz", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def wait(done: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """What `done` gives once it is true; fails where that takes too long."""
    until = time.monotonic() + seconds
    while not (found := done()):
        assert time.monotonic() < until, "nothing came of it in time"
        time.sleep(0.05)
    return found


def received(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    parts = []
    try:
        while part := connection.recv(65_536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)
