"""How a command fails: one sentence on stderr and an exit code, never a traceback."""

from typing import Any

import click

from models.errors import SongnguError
from service.settings import BadSetting

BAD_INPUT = 2  # what click itself answers wrong usage with
FAILED = 1


class Failure(click.ClickException):
    """A sentence for stderr with its exit code."""

    def __init__(self, message: str, exit_code: int = FAILED) -> None:
        super().__init__(message)
        self.exit_code = exit_code


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
        return Failure(error.message, exit_code(error))
    if isinstance(error, OSError) and error.strerror:
        return Failure(": ".join(filter(None, (str(error.filename or ""), error.strerror))) + ".")
    return Failure(
        f"An unexpected {type(error).__name__} ({error}). "
        "Put --debug before the command to see where it comes from."
    )


def exit_code(error: SongnguError) -> int:
    """2 where the user can mend the input, as a web server would answer 4xx; otherwise 1."""
    blamed = isinstance(error, BadSetting) or 400 <= error.status < 500
    return BAD_INPUT if blamed else FAILED
