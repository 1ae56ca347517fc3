"""`songngu` with a quick studio, in a process that may open 256 files."""

import resource
import sys

from fake_studio import FakeStudio

from service.cli import main
from service.commands.tools import Tools

if __name__ == "__main__":
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    main(sys.argv[1:], obj=Tools(make_studio=lambda settings: FakeStudio()))
