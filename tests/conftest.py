"""What every test runs under."""

import os
import tempfile

from hypothesis import settings

# One thread a library: tests run beside each other on small machines, where spinning threads
# wait for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# What tests keep must not lie among what the user keeps.
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="songngu-tests-")
# Time limits on single examples fail on a busy machine and say nothing about the code.
settings.register_profile("songngu", deadline=None)
settings.load_profile("songngu")
