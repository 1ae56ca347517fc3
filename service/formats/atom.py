"""Atom (RFC 4287): a feed of finished briefs, or of one."""

from collections.abc import Sequence
from typing import Any

from service.briefs.brief import Brief
from service.formats import feed, news
from service.formats.feed import NOWHERE, Channel
from service.formats.xml import Maker, document

_make = Maker("http://www.w3.org/2005/Atom")


def write(brief: Brief, language: str = "both") -> str:
    """Write a feed with one entry."""
    channel = Channel(id=f"{NOWHERE.id}:{news.urn(brief).rpartition(':')[2]}")
    return write_feed([brief], channel, language)


def write_feed(briefs: Sequence[Brief], channel: Channel, language: str = "both") -> str:
    """Write the feed; its texts must be fit for XML."""
    root = _make.root("feed", lang=language if language != "both" else "vi")
    _make.add(root, "id", channel.id)
    _make.add(root, "title", channel.title)
    latest = max(map(channel.updated, briefs), default=news.NEVER)
    _make.add(root, "updated", latest.isoformat())
    _make.add(root, "generator", "songngu")
    for rel, href in (
        ("self", channel.url),
        ("alternate", channel.home),
        ("first", channel.first),
        ("next", channel.next),
        ("previous", channel.previous),
    ):
        if href:
            _make.add(root, "link", rel=rel, href=href)
    for brief in briefs:
        _entry(root, brief, channel, language)
    return document(root)


def _entry(root: Any, brief: Brief, channel: Channel, language: str) -> None:
    entry = _make.add(root, "entry")
    _make.add(entry, "id", news.urn(brief))
    _make.add(entry, "title", feed.title(brief, language))
    _make.add(entry, "updated", channel.updated(brief).isoformat())
    _make.add(entry, "published", news.moment(brief).isoformat())
    _make.add(_make.add(entry, "author"), "name", brief.provenance.software or "songngu")
    for role, name in news.makers(brief, "en"):
        _make.add(_make.add(entry, "contributor"), "name", f"{name} ({role})")
    if address := feed.address(brief, channel):
        _make.add(entry, "link", rel="alternate", href=address, type="text/html")
    _make.add(entry, "link", rel="via", href=news.report_uri(brief))
    _make.add(entry, "category", term=brief.status, scheme="urn:songngu:status")
    _make.add(entry, "category", term="trainedAlgorithmicMedia", scheme=news.SOURCE_TYPES)
    _make.add(entry, "summary", feed.summary(brief, language), type="text")
    _make.add(entry, "content", feed.html(brief, language), type="html")
