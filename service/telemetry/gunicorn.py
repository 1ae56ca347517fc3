"""The lines of gunicorn among ours, in our form."""

import logging
from typing import Any

from gunicorn.glogging import Logger


class Propagating(Logger):  # type: ignore[misc]
    """Hands what gunicorn has to say to the handler of everything else."""

    def setup(self, cfg: Any) -> None:
        """Take gunicorn's own handlers away, which write a form of their own."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        self.error_log.setLevel(logging.NOTSET)
