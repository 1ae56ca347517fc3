"""`songngu` with a studio that needs no model and takes its time: `slow_worker.py SECONDS ARG…`.

It writes the name of every article that it begins to stdout, so that a test knows when to kill it.
"""

import sys
import time
from typing import Any

from fake_studio import FakeStudio

from service.cli import main
from service.commands.tools import Tools


class SlowStudio(FakeStudio):
    """Takes some seconds for each article."""

    seconds = 0.0

    def brief(self, document: Any, *rest: Any, **named: Any) -> Any:
        print(document.title, flush=True)
        time.sleep(self.seconds)
        return super().brief(document, *rest, **named)


if __name__ == "__main__":
    SlowStudio.seconds = float(sys.argv[1])
    main(sys.argv[2:], obj=Tools(make_studio=lambda settings: SlowStudio()))
