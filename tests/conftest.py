"""What every test runs under."""

import logging
import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

# One thread a library: tests run beside each other on small machines, where spinning threads
# wait for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# What tests keep must not lie among what the user keeps.
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="songngu-tests-")
# Time limits on single examples fail on a busy machine and say nothing about the code.
settings.register_profile("songngu", deadline=None)
settings.load_profile("songngu")


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """Commands that serve set up the log of their process, which is that of the next test too."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
