"""Line by line work: as many lines out as came in, in batches, whatever becomes of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, TypeVar

import click

from service.commands.failures import Failure

T = TypeVar("T")
NAMED = 5  # problems told in full before the rest are only counted


@dataclass(frozen=True)
class Result:
    """What one line became. `problem` says what went wrong, `note` what to look at."""

    text: str
    problem: str = ""
    note: str = ""


def batches(lines: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut `lines` into lists of at most `size`, in order."""
    rest = iter(lines)
    while batch := list(islice(rest, size)):
        yield batch


def batch_size(file: BinaryIO, size: int) -> int:
    """One line at a time for somebody who types and waits, `size` for a file or a pipe."""
    return 1 if file.isatty() else size


def one_line(text: str) -> str:
    """`text` without anything that some reader might take for the end of a line."""
    return " ".join(text.split())


def decode(line: bytes) -> tuple[str, str]:
    """The text of a line without its end, and what is wrong with its bytes ("" if nothing)."""
    line = line.removesuffix(b"\n").removesuffix(b"\r")
    try:
        return line.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        return line.decode("utf-8", "replace"), f"byte {error.start + 1} is not UTF-8"


def write_results(results: Iterable[Result], output: str) -> None:
    """Write each result on its line at once; afterwards say on stderr what went wrong.

    Raises `Failure` when any line had a problem.
    """
    problems, notes, count = [], [], 0
    with click.open_file(output, "wb") as file:
        for count, result in enumerate(results, 1):
            file.write(result.text.encode("utf-8", "replace") + b"\n")
            file.flush()
            problems += [f"line {count}: {result.problem}"] if result.problem else []
            notes += [count] if result.note else []
    if notes:
        click.echo(f"To review: line {', '.join(map(str, notes))}.", err=True)
    if problems:
        raise Failure(_sentence(problems, count))


def _sentence(problems: list[str], count: int) -> str:
    told = "; ".join(problems[:NAMED])
    rest = f"; and {len(problems) - NAMED} more" if len(problems) > NAMED else ""
    return f"{len(problems)} of {count} lines failed: {told}{rest}."
