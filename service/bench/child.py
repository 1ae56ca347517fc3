"""Runs a command in a process of its own, and says what it took."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in one ru_maxrss


@dataclass(frozen=True)
class Ran:
    """One finished process."""

    seconds: float  # from start to end, interpreter included
    peak: int  # bytes of memory at most
    output: str


def run(*arguments: str, **environ: str) -> Ran:
    """Run Python with `arguments` and more environment variables.

    Raises `RuntimeError` with the end of stderr.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], stdout=out, stderr=err, env={**os.environ, **environ}
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{_command(arguments)} failed: {_read(err).strip()[-500:]}")
        return Ran(seconds, usage.ru_maxrss * UNIT, _read(out))


def _read(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _command(arguments: Sequence[str]) -> str:
    return " ".join(arguments)
