"""`songngu settings`: every setting, its value and what it does."""

import json

import click

from service.commands.tools import Tools
from service.settings import SETTINGS, Setting, variable

SECRET = (
    "database_url",
    "openai_key",
)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option("--markdown", is_flag=True, help="Write docs/SETTINGS.md, without the values.")
@click.pass_obj
def settings(tools: Tools, as_json: bool, markdown: bool) -> None:
    """List the settings, each read from its environment variable."""
    if markdown:
        click.echo(documentation(), nl=False)
        return
    values = tools.settings().values
    rows = [_row(row, values[row.name]) for row in SETTINGS.values()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['variable']} = {row['value']!s}\n    {row['help']}")
        if row["value"] != row["default"]:
            click.echo(f"    Default: {row['default']!s}")


def documentation() -> str:
    """The table of docs/SETTINGS.md."""
    rows = [f"| `{variable(row)}` | `{row.default!s}` | {row.help} |" for row in SETTINGS.values()]
    return "\n".join([_HEAD, *rows]).replace("``", "") + "\n"


_HEAD = """# Settings

Each is an environment variable; `songngu settings` shows those in force. This table is written by
`songngu settings --markdown`.

| variable | default | what it does |
| --- | --- | --- |"""


def _row(row: Setting, value: object) -> dict[str, object]:
    shown = "(set)" if row.name in SECRET and value else value
    return {
        "name": row.name,
        "variable": variable(row),
        "value": shown,
        "default": row.default,
        "help": row.help,
    }
