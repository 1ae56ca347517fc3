"""`songngu doctor`: what is wrong with an installation, and how to mend it."""

import dataclasses
import json
import os

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option("--quick", is_flag=True, help="Translate no sentence.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Its port."
)
@click.option("--fetch", default="", metavar="URL", help="Fetch this address, too.")
@click.pass_context
def doctor(
    context: click.Context, as_json: bool, quick: bool, host: str, port: int, fetch: str
) -> None:
    """Look the installation over, change nothing, and say what to do.

    The exit code is 1 where something does not work.
    """
    from service.doctor import Finding, Installation, examine

    found: list[Finding] = []
    for one in examine(Installation(os.environ, host, port, fetch, quick)):
        found.append(one)
        if not as_json:
            click.echo(line(one.level, one.check, one.message, one.mend))
    if as_json:
        rows = [dataclasses.asdict(one) for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo(summary([one.level for one in found]))
    context.exit(int(any(one.level == "fail" for one in found)))


def line(level: str, check: str, message: str, mend: str) -> str:
    """A finding for people; what to do stands below it."""
    told = f"{level:<4}  {check:<10}  {message}"
    return f"{told}\n{'':18}→ {mend}" if mend else told


def summary(levels: list[str]) -> str:
    """The last line."""
    failed, warned = levels.count("fail"), levels.count("warn")
    if failed or warned:
        return f"{failed} to mend, {warned} worth a look."
    return "All is well."
