"""Answers that a client may keep and ask for again: 304 where nothing changed."""

from datetime import UTC, datetime

from flask import Response, request

# For the description of an operation: what HTTP itself lets every client send is no parameter.
ABOUT = (
    "The answer has an `ETag`: sent back as `If-None-Match`, it is answered with 304 as long as "
    "nothing changed."
)


def revalidated(response: Response, changed: datetime | None = None) -> Response:
    """The response with its `ETag`, or 304 without a body where the client has it.

    `changed` becomes `Last-Modified`; its fraction of a second is dropped, as HTTP does.
    """
    response.add_etag()
    if changed is not None:
        response.last_modified = changed.astimezone(UTC).replace(microsecond=0)
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request.environ)
    return response
