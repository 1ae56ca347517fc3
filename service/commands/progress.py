"""Progress on stderr, only where somebody watches it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[str, float], None]


@contextmanager
def progress(title: str, watched: bool | None = None) -> Iterator[Report]:
    """Yield `report(stage, fraction)`; it draws a bar where stderr is a terminal, else nothing."""
    if not (sys.stderr.isatty() if watched is None else watched):
        yield lambda stage, fraction: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=1.0)
        yield lambda stage, fraction: bar.update(task, description=stage, completed=fraction)
