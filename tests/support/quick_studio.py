"""A studio for batches that are killed: quick, known to other processes, and it keeps a log.

`python quick_studio.py ARGUMENTS` is the command `songngu` with this studio. The environment
names the log (QUICK_LOG) and how long an article takes (QUICK_SECONDS).
"""

import os
import time

from fake_studio import FakeStudio

from service.briefs.brief import Brief
from service.briefs.pipeline import BriefOptions
from service.reading.document import Document

DEADLY = "một tiếng nổ"  # an article with these words ends the process that works on it


class QuickStudio(FakeStudio):
    """Writes a line for every brief that it makes, with the number of its process."""

    def brief(self, document: Document, options: BriefOptions, progress: object = None) -> Brief:
        if DEADLY in document.text:
            os._exit(9)
        time.sleep(float(os.environ.get("QUICK_SECONDS", "0")))
        with open(os.environ["QUICK_LOG"], "a", encoding="utf-8") as file:
            file.write(f"{document.title}\t{os.getpid()}\n")
        return super().brief(document, options)


def make_studio(settings: object) -> FakeStudio:
    return QuickStudio() if "QUICK_LOG" in os.environ else FakeStudio()


if __name__ == "__main__":
    import quick_studio

    from service.cli import main
    from service.commands.tools import Tools

    main(obj=Tools(make_studio=quick_studio.make_studio))
