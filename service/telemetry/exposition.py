"""What a scrape is answered with, from one process or from all that share a folder."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library looks at it when it is imported


class Collector(Protocol):
    """Anything that metrics can be had of."""

    def collect(self) -> Iterable[Any]: ...


class Together:
    """Several collectors as one."""

    def __init__(self, collectors: Sequence[Collector]) -> None:
        self._collectors = collectors

    def collect(self) -> Iterable[Any]:
        for one in self._collectors:
            yield from one.collect()


def collector() -> Collector:
    """The metrics of this process, or of all processes where they share a folder."""
    from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, multiprocess
    from prometheus_client.process_collector import ProcessCollector

    from service.telemetry.prometheus import prometheus_meter

    if FOLDER in os.environ:
        return multiprocess.MultiProcessCollector(None)  # type: ignore[no-untyped-call]
    own = CollectorRegistry()
    ProcessCollector(registry=own)
    PlatformCollector(registry=own)
    GCCollector(registry=own)
    return Together((prometheus_meter().registry, own))


def of_several(several: bool) -> dict[str, object]:
    """Have the processes of a server share a folder, where there are several or one is named.

    Call it before the library is imported. What comes back are the hooks that gunicorn needs:
    the counts of a process that died stay, what it had open is forgotten, and a folder that was
    made here is removed at the end.
    """
    if FOLDER in os.environ:
        os.makedirs(os.environ[FOLDER], exist_ok=True)
        return {"child_exit": _forget}
    if not several:
        return {}
    made = os.environ[FOLDER] = tempfile.mkdtemp(prefix="songngu-metrics-")

    def remove(server: Any) -> None:
        shutil.rmtree(made, ignore_errors=True)

    return {"child_exit": _forget, "on_exit": remove}


def listen(host: str, port: int) -> int:
    """Answer scrapes in a thread, for a process that answers nothing else; the port it has."""
    from prometheus_client import start_http_server

    server, _ = start_http_server(port, host, collector())
    return int(server.server_port)


def _forget(server: Any, worker: Any) -> None:
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
