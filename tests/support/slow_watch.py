"""`songngu watch` with a studio that needs no model and takes its time, to be killed meanwhile."""

import os
import time

from fake_studio import FakeStudio

from service.cli import main
from service.commands.tools import Tools


class SlowStudio(FakeStudio):
    def brief(self, document, options, progress=None):
        time.sleep(float(os.environ.get("SLOW_SECONDS", "0")))
        with open(os.environ["MADE_LOG"], "a") as log:  # what was made, delivered or not
            log.write(f"{document.sha256}\n")
        return super().brief(document, options, progress)


if __name__ == "__main__":
    main(obj=Tools(make_studio=lambda settings: SlowStudio()))
