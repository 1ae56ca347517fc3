"""What keeps a request out."""

from service.errors import BadRequest, SongnguError


class KeyMissing(SongnguError):
    """The service asks for a key, and the request has none."""

    code = "key-missing"
    status = 401


class WrongKey(SongnguError):
    """The key is unknown, or it has expired or was revoked."""

    code = "wrong-key"
    status = 401


class ScopeMissing(SongnguError):
    """The key is right but not for this; `extra["scopes"]` lists those of which it needs one."""

    code = "scope-missing"
    status = 403


class ForeignPage(SongnguError):
    """A page of another site made the browser send this, or the form of the page is too old."""

    code = "foreign-page"
    status = 403


class UnknownHost(SongnguError):
    """The request is for a name that this service does not answer to."""

    code = "unknown-host"
    status = 421


class RateLimited(SongnguError):
    """The key has made its requests of this minute; `extra["retry_after"]` is in seconds."""

    code = "rate-limited"
    status = 429


class QuotaUsedUp(SongnguError):
    """The key has had its characters of this month; `extra["limit"]` says how many they are."""

    code = "quota-used-up"
    status = 429


class UnknownKey(SongnguError):
    """No key has this id."""

    code = "unknown-key"
    status = 404


class BadKey(BadRequest):
    """The key cannot be made as it was asked for."""

    code = "bad-key"
    status = 422


# What may keep any request out that needs a key.
OF_KEYS = (KeyMissing, WrongKey, ScopeMissing, RateLimited)
