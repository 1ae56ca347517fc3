"""Choosing the form of an answer from `?format=` and `Accept`."""

from collections.abc import Mapping

from flask import request

from service.api.problems import NotAcceptable

EVENTS = "text/event-stream"
JSON = {"json": "application/json"}


def negotiate(offers: Mapping[str, str], wanted: str | None = None) -> str:
    """The name of the best of `offers` (name → media type); the first where all are alike.

    `wanted`, a name, wins over `Accept`. Raises `NotAcceptable`.
    """
    if wanted:
        return wanted
    if "Accept" not in request.headers:
        return next(iter(offers))
    names = _named(offers)
    best = request.accept_mimetypes.best_match(list(names))
    if best is None:
        available = list(offers.values())
        raise NotAcceptable(
            f"The answer can be {', '.join(available)}, but “Accept” asks for none of them.",
            available=available,
        )
    return names[best]


def _named(offers: Mapping[str, str]) -> dict[str, str]:
    """Media types → names, each with its parameters and, for the first of a kind, without."""
    whole = {media: name for name, media in offers.items()}
    bare = {media.partition(";")[0]: name for media, name in reversed(whole.items())}
    return {**whole, **bare}
