"""`Prefer: respond-async` (RFC 7240): one brief that nobody holds a connection open for."""

import re

from flask import Response, request

from service.api.batches import accepted, idempotency_key
from service.api.context import context
from service.api.gate import demand
from service.api.jobs import accept, options_of
from service.api.resources import resources_of
from service.api.submissions import Submission
from service.archive.article import Article
from service.jobs.articles import pack, pack_address
from service.jobs.batches import Order

HEADERS = {
    "Prefer": "`respond-async`: answer 202 at once and make the brief later.",
    "Idempotency-Key": "With `respond-async`: sent again, the request makes no second brief.",
}
_ASYNC = re.compile(r"(?:^|[,;])\s*respond-async\s*(?:$|[,;])", re.I)


def wanted() -> bool:
    """Whether the client would rather not wait."""
    return bool(_ASYNC.search(request.headers.get("Prefer", "")))


def answer(submission: Submission) -> Response:
    """Take a report in as a batch of one."""
    demand("batch")
    told = submission.particulars
    article = Article(
        id=told.title or submission.name,
        content=submission.data,
        name=submission.name,
        title=told.title,
        url=told.source_url,
        published=told.published,
        content_type=submission.content_type,
    )
    packed = pack_address(submission.url, article) if submission.url else pack(article)
    resources_of(context(), told)  # what is wrong with its terms is said now, not later
    order = Order("brief", options_of(told), [packed], "brief", idempotency_key())
    response = accepted(accept(order))
    response.headers["Preference-Applied"] = "respond-async"
    return response
