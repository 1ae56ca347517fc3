"""`/v1/feed.atom` and `/v1/feed.json`: the finished briefs, the newest first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for
from pydantic import Field

from service.api import problems
from service.api.archive_schemas import SearchQuery
from service.api.bodies import query
from service.api.context import context
from service.api.contract import Operation, Shape, operation
from service.api.schemas import LanguageName
from service.api.unchanged import ABOUT, revalidated
from service.archive.briefs import BriefStore, Page
from service.archive.cursors import BadCursor
from service.archive.database import DatabaseAway
from service.archive.rows import Record
from service.formats import MEDIA_TYPES, write_feed
from service.formats.feed import Channel

blueprint = Blueprint("feeds", __name__)


class FeedQuery(SearchQuery):
    """Which briefs a feed holds: the filters of a search."""

    limit: int = Field(20, ge=1, le=100, description="Most briefs of a page.")
    language: LanguageName = Field("both", description="Leave one language out.")


def _contract(name: str, shape: Shape, form: str) -> Operation:
    return Operation(
        summary=f"The finished briefs as {name}",
        tag="Feeds",
        description=(
            f"A page of briefs, the newest first, with a link to the next one.\n\n{ABOUT} "
            "`Last-Modified` and `If-Modified-Since` work as well, but do not tell deletions."
        ),
        query=FeedQuery,
        answers={MEDIA_TYPES[form]: shape},
        also=(304,),
        problems=(problems.InvalidRequest, BadCursor, DatabaseAway),
    )


@blueprint.get("/v1/feed.atom")
@operation(_contract("Atom", {"type": "string"}, "atom"))
def atom() -> Response:
    """Answer with an Atom feed."""
    return _answer("atom")


@blueprint.get("/v1/feed.json")
@operation(_contract("JSON Feed", {"type": "object"}, "jsonfeed"))
def json() -> Response:
    """Answer with a JSON Feed."""
    return _answer("jsonfeed")


def _answer(form: str) -> Response:
    asked = query(FeedQuery)
    store = BriefStore(context().database)
    page = store.search(asked.query(asked.limit, asked.cursor))
    records = store.whole([row.id for row in page.rows])
    channel = replace(_channel(page), changed=_changed(records))
    body = write_feed([record.brief for record in records], channel, form, asked.language)
    response = Response(body, mimetype=MEDIA_TYPES[form])
    moments = [*(row.kept for row in page.rows), *channel.changed.values()]
    return revalidated(response, max(moments, default=None))


def _channel(page: Page) -> Channel:
    """The feed at the address of the request, whose filters its pages share."""
    first = {name: value for name, value in request.args.items() if name != "cursor"}
    following = first | {"cursor": page.next_cursor or ""}
    return Channel(
        url=_address(request.args.to_dict()),
        home=url_for("pages.home", _external=True),
        first=_address(first),
        next=_address(following) if page.next_cursor else "",
        briefs=url_for("archive.show", id="-", _external=True)[:-1],
    )


def _address(arguments: dict[str, str]) -> str:
    return request.base_url + (f"?{urlencode(arguments)}" if arguments else "")


def _changed(records: Sequence[Record]) -> dict[str, datetime]:
    """When each corrected brief was last corrected."""
    return {
        record.brief.id: max(one.made for one in record.corrections)
        for record in records
        if record.corrections
    }
