"""Running a worker: Huey's consumer with threads that share one studio, and a heart beside it."""

from huey.consumer import Consumer

from service.jobs.worker import Heart, Tools, Worker
from service.webhooks.postman import Postman

_POLL_SECONDS = 1.0  # the longest pause between two looks into an empty queue
_GRACE_SECONDS = 25.0  # for running articles when the worker is told to stop


class QuietConsumer(Consumer):  # type: ignore[misc]
    """A consumer within another program, whose signals are not its own."""

    def _set_signal_handlers(self) -> None:
        """Signals stay with the program."""


class Crew:
    """A worker, its threads and a postman for webhooks, started and stopped together."""

    def __init__(self, tools: Tools, threads: int, *, inline: bool = False) -> None:
        self._tools = tools
        self._worker = Worker(tools)
        self._heart = Heart(self._worker, tools.settings.float("worker_lease"))
        self._postman = Postman.of(tools.settings, tools.database)
        tools.queue.on_ticket = self._worker.on_ticket
        make = QuietConsumer if inline else Consumer
        self._consumer = make(
            tools.queue.huey,
            workers=threads,
            periodic=False,
            max_delay=_POLL_SECONDS,
            scheduler_interval=60,
            shutdown_timeout=_GRACE_SECONDS,
            graceful_signal="TERM",
        )

    def run(self) -> None:
        """Work until a signal stops it; what is not finished in time is given back."""
        self._begin()
        try:
            self._consumer.run()
        finally:
            self._end()

    def start(self) -> None:
        """Work in threads of this process."""
        self._begin()
        self._consumer.start()

    def finish(self) -> None:
        """Take no more articles; what is being worked on goes on."""
        self._consumer.stop_flag.set()

    def stop(self, seconds: float = _GRACE_SECONDS) -> None:
        """Stop; what is being worked on has some seconds to be finished, or is given back."""
        self._consumer.shutdown_timeout = seconds
        self._consumer.stop(graceful=seconds > 0)
        self._end()

    def _begin(self) -> None:
        self._heart.start()
        self._postman.start()

    def _end(self) -> None:
        self._heart.stop()
        self._postman.stop()
        self._worker.give_back()
