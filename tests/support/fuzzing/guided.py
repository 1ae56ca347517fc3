"""`python -m fuzzing.guided TARGET CASES SEED FOLDER`: one target, its cases guided by coverage.

libFuzzer ends the process that it runs in, so this is a program of its own; the result is the last
line of its output. What a case leaves untouched is not tried again: that is how deep places of a
parser are reached.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

_PACKAGES = ("service.reading", "service.archive", "service.glossary", "service.markup",
             "striprtf", "feedparser", "docx", "markdown_it", "email")  # fmt: skip


def main(name: str, count: int, seed: int, folder: Path) -> None:
    """Run a target of bytes under atheris."""
    import atheris

    with atheris.instrument_imports(include=list(_PACKAGES)):
        from fuzzing.catalogue import targets

        target = targets()[name]
        target.run(target.source.seeds[0])  # type: ignore[attr-defined]
    from fuzzing.engine import Runner

    runner = Runner(target, folder, "coverage")

    def one(data: bytes) -> None:
        runner.run(data)
        if runner.result.cases >= count:
            print(runner.result.written(), flush=True)
            os._exit(0)

    seeds = _corpus(target.source.seeds)  # type: ignore[attr-defined]
    limits = [f"-seed={seed + 1}", "-max_len=60000", "-rss_limit_mb=2000", "-print_final_stats=0"]
    atheris.Setup([sys.argv[0], *limits, "-verbosity=0", str(seeds)], one)
    atheris.Fuzz()


def _corpus(seeds: Any) -> Path:
    """The real files to begin with, as files of a folder."""
    folder = Path(tempfile.mkdtemp(prefix="songngu-corpus-"))
    for number, data in enumerate(seeds):
        (folder / str(number)).write_bytes(data)
    return folder


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
