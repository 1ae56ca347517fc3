"""Starts a server in a process of its own, waits until it is ready, and weighs it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import httpx
import psutil

READY_SECONDS = 180.0  # until the models must be there, first conversion included
_LOOK = 0.05  # seconds between two looks


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    url: str
    process: "subprocess.Popen[bytes]"
    seconds: float  # from its start until it was ready

    @property
    def resident(self) -> int:
        """Bytes of memory of its processes; what they share counts once."""
        return sum(_own(one) for one in family(self.process.pid))


@contextmanager
def serving(folder: Path, *options: str, **environ: str) -> Iterator[Server]:
    """`songngu serve` with an archive of its own in `folder`, ready to be asked."""
    port = free_port()
    command = [sys.executable, "-m", "service.cli", "serve", "--port", str(port), *options]
    more = {"SONGNGU_DATA_DIR": str(folder), "SONGNGU_LOG_LEVEL": "warning", **environ}
    with started(command, more, folder / "log", f"http://127.0.0.1:{port}", "/readyz") as server:
        yield server


@contextmanager
def started(
    command: Sequence[str], environ: Mapping[str, str], log: Path, url: str, ready: str
) -> Iterator[Server]:
    """Run a server, `ready` when GET of that path answers 200.

    Raises `ClickException` with the end of its log where it ends or is not ready in time.
    """
    start = time.perf_counter()
    with log.open("wb") as file:
        process = subprocess.Popen(command, env={**os.environ, **environ}, stdout=file, stderr=file)
    try:
        _until_ready(process, f"{url}{ready}", log)
        yield Server(url, process, time.perf_counter() - start)
    finally:
        process.terminate()
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def family(pid: int) -> list[psutil.Process]:
    """A process and its children."""
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def _own(process: psutil.Process) -> int:
    """Bytes of a process, each page divided by those who share it; all of them elsewhere."""
    try:
        found = process.memory_full_info()
    except psutil.Error:
        return 0  # it has just ended, or is not ours
    return int(getattr(found, "pss", found.rss))


def _until_ready(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(url, timeout=5).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            """It is not there yet."""
        time.sleep(_LOOK)
    raise click.ClickException(f"No server came up: {log.read_text('utf-8', 'replace')[-500:]}")
