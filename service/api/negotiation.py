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
    types = {media.partition(";")[0]: name for name, media in offers.items()}
    best = request.accept_mimetypes.best_match(list(types))
    if best is None:
        raise NotAcceptable(
            f"The answer can be {', '.join(types)}, but “Accept” asks for none of them.",
            available=list(types),
        )
    return types[best]
