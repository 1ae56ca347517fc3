"""JSON Feed 1.1: a feed of finished briefs, or of one."""

import json
from collections.abc import Sequence
from typing import Any

from service.briefs.brief import Brief
from service.formats import feed, news
from service.formats.feed import NOWHERE, Channel
from service.formats.html import is_web

VERSION = "https://jsonfeed.org/version/1.1"


def write(brief: Brief, language: str = "both") -> str:
    """Write a feed with one item."""
    return write_feed([brief], NOWHERE, language)


def write_feed(briefs: Sequence[Brief], channel: Channel, language: str = "both") -> str:
    """Write the feed; what only we know of an item stands in its extension `_songngu`."""
    found = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.url,
        "next_url": channel.next,
        "language": "" if language == "both" else language,
    }
    kept: dict[str, Any] = {name: value for name, value in found.items() if value}
    kept["items"] = [_item(brief, channel, language) for brief in briefs]
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def _item(brief: Brief, channel: Channel, language: str) -> dict[str, Any]:
    found = {
        "id": news.urn(brief),
        "url": feed.address(brief, channel),
        "external_url": news.report_uri(brief) if is_web(brief.source.url) else "",
        "title": feed.title(brief, language),
        "summary": feed.summary(brief, language),
        "content_html": feed.html(brief, language),
        "content_text": feed.text(brief, language),
        "date_published": news.moment(brief).isoformat(),
        "date_modified": channel.updated(brief).isoformat(),
        "language": "" if language == "both" else language,
        "authors": [{"name": brief.provenance.software or "songngu"}],
        "tags": [brief.status, "trainedAlgorithmicMedia"],
        "_songngu": _extension(brief),
    }
    return {name: value for name, value in found.items() if value}


def _extension(brief: Brief) -> dict[str, Any]:
    return {
        "status": brief.status,
        "flags": [
            {"code": flag.code, "message": flag.message, "where": flag.where}
            for flag in brief.flags
        ],
        "digital_source_type": news.MACHINE_MADE,
        "made_by": [{"role": role, "name": name} for role, name in news.makers(brief, "en")],
    }
