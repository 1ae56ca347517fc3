"""How many cores this process may really use."""

import os
from math import ceil
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")


def available_cores(cgroup: Path = CGROUP) -> int:
    """Return the cores the scheduler and the container's quota leave us, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    quota = _quota(cgroup)
    return max(1, min(cores, ceil(quota))) if quota else cores


def _quota(cgroup: Path) -> float | None:
    """Return the CPU quota in cores, of cgroup v2 or v1; None where there is none."""
    try:
        if (unified := cgroup / "cpu.max").exists():
            limit, period = unified.read_text().split()
        else:
            limit = (cgroup / "cpu" / "cpu.cfs_quota_us").read_text()
            period = (cgroup / "cpu" / "cpu.cfs_period_us").read_text()
        return float(limit) / float(period) if float(limit) > 0 else None
    except (OSError, ValueError, ZeroDivisionError):
        return None  # "max", or no cgroup here
