"""The errors of the service, each with the HTTP status it is answered with."""

from models.errors import SongnguError

__all__ = [
    "BadRequest",
    "EmptyText",
    "FetchFailed",
    "NotVietnamese",
    "ServerAway",
    "ServerError",
    "SeveralArticles",
    "SongnguError",
    "TooLarge",
    "UnreadableInput",
    "UnsupportedType",
]


class BadRequest(SongnguError):
    """The request is not of the form the contract asks for."""

    code = "bad-request"
    status = 400


class EmptyText(SongnguError):
    """There is nothing to brief."""

    code = "empty-text"
    status = 422


class NotVietnamese(SongnguError):
    """The text is in another language; `extra["language"]` is its ISO 639-1 code."""

    code = "not-vietnamese"
    status = 422


class SeveralArticles(SongnguError):
    """The file holds more than one article, and one was expected."""

    code = "several-articles"
    status = 422


class TooLarge(SongnguError):
    """The text is over the limit; `extra["limit"]` says it."""

    code = "too-large"
    status = 413


class UnsupportedType(SongnguError):
    """The content type is none of those read; `extra["supported"]` lists them."""

    code = "unsupported-type"
    status = 415


class UnreadableInput(SongnguError):
    """The bytes are not what they claim to be."""

    code = "unreadable-input"
    status = 422


class FetchFailed(SongnguError):
    """A URL could not be fetched, or may not be."""

    code = "fetch-failed"
    status = 422


class ServerError(SongnguError):
    """A server answered a client with a problem that this version has no class for."""

    code = "server-error"
    status = 502


class ServerAway(SongnguError):
    """The server of a client cannot be reached, or stopped answering."""

    code = "server-away"
    status = 503
