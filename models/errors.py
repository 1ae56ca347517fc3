"""The one base of every error a user may see, and the errors of the model layer."""


class SongnguError(Exception):
    """An error whose message is a sentence the user can act on.

    `code` is stable and machine readable; `status` is the HTTP status a web layer answers with;
    `extra` holds members for the problem document (RFC 9457), such as a limit.
    """

    code = "internal-error"
    status = 500

    def __init__(self, message: str, **extra: object) -> None:
        super().__init__(message)
        self.message = message
        self.extra = extra


class UnknownModel(SongnguError):
    """No row of the catalogue has this id; `extra["known"]` lists those that fit."""

    code = "unknown-model"
    status = 422


class ModelNotInstalled(SongnguError):
    """The model is in the catalogue, but its files or its extra are not on this machine."""

    code = "model-not-installed"
    status = 503


class DamagedModel(SongnguError):
    """A model file is missing or its digest is wrong."""

    code = "damaged-model"
    status = 503


class EngineFailed(SongnguError):
    """The engine could not answer: the server is away, refused, or answered nonsense."""

    code = "engine-failed"
    status = 502


class InputTooLong(SongnguError):
    """One input is longer than the model can read; `extra["limit"]` is in tokens."""

    code = "input-too-long"
    status = 413


class Busy(SongnguError):
    """Too much waits already; `extra["retry_after"]` is in seconds."""

    code = "busy"
    status = 429


class DeadlineExceeded(SongnguError):
    """The request's own time was up before its answer was ready."""

    code = "deadline-exceeded"
    status = 504


class Abandoned(SongnguError):
    """Nobody waits for the answer any more; it reaches nobody but the log."""

    code = "abandoned"
    status = 499
