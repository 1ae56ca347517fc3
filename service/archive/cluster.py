"""A batch on a cluster: Ray Data reads the archive, and a pool of actors holds the models.

The ledger stays with the command: what the actors hand back is written down there, once for each
article, so that a second run skips it, whoever of the cluster died in between.
"""

import logging
import os
import pickle
import sys
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from models.errors import ModelNotInstalled, SongnguError
from service.archive.article import Article
from service.archive.batch import Input
from service.archive.ledger import Ledger, pack
from service.archive.work import failure
from service.archive.workers import Order, Packed, Worker
from service.settings import Settings

_OBJECTS = 100_000_000  # bytes of Ray's object store on this machine: articles only pass through
_BLOCK = 32_000  # bytes of articles in one task: what a dying actor makes another do again
_AHEAD = 2  # tasks that lie ready for an actor
_RETRIES = 2  # of a block whose actor died
_ROWS = 8  # that a reader hands on at a time


# It tells nobody outside that it runs, and the user only what we say.
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DATA_LOG_LEVEL": "CRITICAL",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
}


class ClusterMissing(ModelNotInstalled):
    """The engine `ray` needs the extra `cluster`."""

    code = "extra-not-installed"


class Cluster:
    """A Ray cluster: that of RAY_ADDRESS, or else one on this machine for this run."""

    def __init__(self, order: Order, processes: int, gpus: float = 0.0) -> None:
        # Read when it is imported.
        for name, value in _QUIET.items():
            os.environ.setdefault(name, value)
        try:
            import ray
        except ImportError as error:
            raise ClusterMissing(
                "--engine ray needs Ray: `pip install 'songngu[cluster]'`."
            ) from error
        self._ray, self._processes, self._gpus = ray, processes, gpus
        self._order = _one_thread(order)
        logging.getLogger("ray").setLevel(logging.ERROR)
        ray.init(
            runtime_env={"env_vars": {"PYTHONPATH": os.pathsep.join(_paths())}},
            log_to_driver=False,
            logging_level=logging.ERROR,
            **({} if os.environ.get("RAY_ADDRESS") else self._of_this_machine()),
        )

    def digest(self) -> str:
        """The digest of errand, models and settings, as an actor finds it."""
        actor = self._ray.remote(Worker).options(num_cpus=1, num_gpus=self._gpus)
        worker = actor.remote(self._order)
        try:
            found: str = self._ray.get(worker.digest.remote())
            return found
        except self._ray.exceptions.RayTaskError as error:
            raise _cause(error) from error
        finally:
            self._ray.kill(worker)

    def outcomes(self, source: Input, ledger: Ledger) -> Iterator[Packed]:
        """Work on all that waits; what is still waiting then is done again, each by itself."""
        yield from self._pass(source, ledger, _BLOCK)
        yield from self._pass(source, ledger, 1)
        waiting = set(ledger.all_waiting())
        for article in source.articles() if waiting else ():
            if article.key in waiting:
                waiting.discard(article.key)
                told = "The process that worked on it ended each time; memory may be too small."
                yield failure(article, "worker-died", told), pack({})

    def close(self) -> None:
        """Leave the cluster, and end it where it was ours."""
        self._ray.shutdown()

    def _pass(self, source: Input, ledger: Ledger, block: int) -> Iterator[Packed]:
        wanted = numbers(ledger.all_waiting())
        if not len(wanted):
            return
        batches = self._dataset(source, wanted, block).iter_batches(batch_size=None)
        for made in (one for batch in batches for one in batch["made"]):
            outcome, body = pickle.loads(made)  # noqa: S301 - made by our own actors
            if isinstance(outcome, SongnguError):
                raise outcome
            if ledger.waiting([outcome.key]):  # the same article may stand in two files
                yield outcome, body

    def _dataset(self, source: Input, wanted: Any, block: int) -> Any:
        data = self._ray.data
        context = data.DataContext.get_current()
        context.target_max_block_size = block
        context.target_min_block_size = 1
        context.max_errored_blocks = -1  # those of an article that kills its actor; done later
        context.enable_progress_bars = False
        names = [{"source": pickle.dumps(one)} for one in source.parts()]
        reader = _Reader(self._ray.put(wanted), str(Path.cwd()))
        read = data.from_items(names, override_num_blocks=len(names)).map_batches(
            reader, batch_size=1
        )
        with warnings.catch_warnings():
            # The limits of retries have no other way in; pyproject.toml bounds the version.
            warnings.simplefilter("ignore")
            return read.map_batches(
                _Actor,
                fn_constructor_args=(self._order,),
                batch_size=1 if block == 1 else _ROWS,
                compute=data.ActorPoolStrategy(
                    size=self._processes, max_tasks_in_flight_per_actor=_AHEAD
                ),
                num_cpus=1,
                num_gpus=self._gpus,
                max_restarts=-1,
                max_task_retries=_RETRIES,
            )

    def _of_this_machine(self) -> dict[str, Any]:
        """One core more than actors, so that somebody can read for them."""
        return {
            "num_cpus": self._processes + 1,
            "include_dashboard": False,
            "object_store_memory": _OBJECTS,
        }


class _Reader:
    """Reads the articles of one file, and hands on those that are wanted."""

    def __init__(self, wanted: Any, folder: str) -> None:
        self._wanted, self._folder = wanted, folder

    def __call__(self, batch: dict[str, Any]) -> Iterator[dict[str, Any]]:
        import ray

        # A name is part of what an article that cannot be read is known by: it must be the same.
        os.chdir(self._folder)
        wanted = ray.get(self._wanted)
        rows: list[bytes] = []
        for source in map(pickle.loads, batch["source"]):
            for article in source.articles():
                if _is_in(number(article.key), wanted):
                    rows.append(pickle.dumps(article))
                if len(rows) == _ROWS:
                    yield _column("article", rows)
                    rows = []
        if rows:
            yield _column("article", rows)


class _Actor:
    """Holds the models and does the same work as a process of one machine."""

    def __init__(self, order: Order) -> None:
        self._worker = Worker(order)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        return _column("made", [self._made(pickle.loads(one)) for one in batch["article"]])  # noqa: S301

    def _made(self, article: Article) -> bytes:
        try:
            return pickle.dumps(self._worker.work(article))
        except SongnguError as error:  # it would befall every article: the command shall end
            return pickle.dumps((error, b""))


def number(key: str) -> int:
    """The first 64 bits of a key: eight bytes tell ten million articles apart."""
    return int(key[:16], 16)


def numbers(keys: Iterator[str]) -> Any:
    """The numbers of many keys, sorted to be searched."""
    found = np.fromiter(map(number, keys), np.uint64)
    found.sort()
    return found


def _is_in(value: int, among: Any) -> bool:
    place = int(np.searchsorted(among, np.uint64(value)))
    return place < len(among) and int(among[place]) == value


def _column(name: str, values: list[bytes]) -> dict[str, Any]:
    column = np.empty(len(values), object)
    column[:] = values
    return {name: column}


def _one_thread(order: Order) -> Order:
    """Ray counts one core for an actor, so its model takes one where the settings leave it open."""
    if order.settings.int("threads"):
        return order
    return replace(order, settings=Settings({**order.settings.values, "threads": 1}))


def _paths() -> list[str]:
    """Where actors find this code, also where it runs from its source."""
    root = str(Path(__file__).parents[2])
    return list(dict.fromkeys([root, *(path for path in sys.path if path)]))


def _cause(error: Any) -> Exception:
    cause = getattr(error, "cause", None)
    return cause if isinstance(cause, SongnguError) else error
