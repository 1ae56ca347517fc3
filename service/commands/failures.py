"""How a command fails: one sentence on stderr and an exit code, never a traceback."""

from typing import Any

import click

from models.errors import SongnguError
from service.settings import BadSetting


class Failure(click.ClickException):
    """A sentence for stderr; the exit code is 1."""

    exit_code = 1


class BadInput(Failure):
    """The user can mend it; the exit code is what click answers wrong usage with."""

    exit_code = 2


class Group(click.Group):
    """A group of commands whose errors are sentences; `--debug` lets them through."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            raise failure(error) from error


def failure(error: Exception) -> Failure:
    """The sentence and the exit code of any error."""
    if isinstance(error, SongnguError):
        return (BadInput if blames_input(error) else Failure)(error.message)
    if isinstance(error, OSError) and error.strerror:
        return Failure(": ".join(filter(None, (str(error.filename or ""), error.strerror))) + ".")
    return Failure(
        f"An unexpected {type(error).__name__} ({error}). "
        "Put --debug before the command to see where it comes from."
    )


def blames_input(error: SongnguError) -> bool:
    """Whether a web server would answer 4xx, or a setting is wrong."""
    return isinstance(error, BadSetting) or 400 <= error.status < 500
