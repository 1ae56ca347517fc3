"""`songngu` with a studio without models, whose translations take as long as the text says.

“chờ 1.5” takes a second and a half; each looks at its deadline all the time, as a queue does.
"""

import re
import sys
import time
from collections.abc import Sequence
from typing import Any

from fake_studio import FakeStudio

from models.scheduling import current
from service.archive import database
from service.cli import main
from service.commands.tools import Tools

_WAIT = re.compile(r"chờ ([\d.]+)")


class WaitingStudio(FakeStudio):
    """Waits where a text or a report asks for it."""

    def translate(self, texts: Sequence[str], *rest: Any, **named: Any) -> Any:
        _wait(" ".join(texts))
        return super().translate(texts, *rest, **named)

    def brief(self, document: Any, *rest: Any, **named: Any) -> Any:
        _wait(document.text)
        return super().brief(document, *rest, **named)


def _wait(text: str) -> None:
    found = _WAIT.search(text)
    until = time.monotonic() + (float(found[1]) if found else 0.0)
    while time.monotonic() < until:
        current().check()
        time.sleep(0.01)


if __name__ == "__main__":
    database._BUSY_SECONDS = 1.0  # as long as a test waits for a file that is locked
    main(sys.argv[1:], obj=Tools(make_studio=lambda settings: WaitingStudio()))
