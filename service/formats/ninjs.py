"""ninjs 3.1 (IPTC): the English item, with the Vietnamese one that it translates beside it."""

import json
from typing import Any

from service.briefs.brief import Brief
from service.formats import news

VERSION = "3.1"
SCHEMA = f"http://www.iptc.org/std/ninjs/ninjs-schema_{VERSION}.json#"

Item = dict[str, Any]


def write(brief: Brief, language: str = "both") -> str:
    """Write the item of one language; "both" is the English one with the Vietnamese inside."""
    main = news.main_language(language)
    item = _item(brief, main)
    associations = [_report(brief)]
    if main == "en":
        item["altIds"] = [{"role": "translationOf", "value": news.urn(brief, "vi")}]
        associations.insert(0, _original(brief, whole=language == "both"))
    item["associations"] = associations
    item["standard"] = {"name": "ninjs", "version": VERSION, "schema": SCHEMA}
    return json.dumps(item, ensure_ascii=False, indent=2) + "\n"


def _item(brief: Brief, language: str) -> Item:
    made = news.created(brief)
    time = made.isoformat() if made else ""
    item = {
        "uri": news.urn(brief, language),
        "type": "text",
        "representationType": "full",
        "profile": news.PROFILE,
        "version": "1",
        "firstCreated": time,
        "versionCreated": time,
        "pubStatus": news.publishing(brief),
        "edNote": news.note(brief, language),
        "language": language,
        "headlines": [{"role": "main", "value": news.headline(brief, language)}],
        "descriptions": _descriptions(brief, language),
        "bodies": _bodies(brief, language),
        "people": [{"name": person.name} for person in brief.facts.people if person.name],
        "organisations": _named(brief.facts.organisations, language),
        "located": getattr(brief.facts.where, language) or brief.source.place,
        "title": brief.source.title,
        "by": brief.provenance.software,
        "infoSources": [
            {"name": name, "role": role} for role, name in news.makers(brief, language)
        ],
        "digitalSourceType": {"name": "Trained algorithmic media", "uri": news.MACHINE_MADE},
    }
    return {name: value for name, value in item.items() if value}


def _descriptions(brief: Brief, language: str) -> list[Item]:
    text = news.abstract(brief, language)
    return [{"role": "abstract", "contentType": "text/plain", "value": text}] if text else []


def _bodies(brief: Brief, language: str) -> list[Item]:
    plain = "\n\n".join(news.texts(brief, language))
    return [
        {"role": "main", "contentType": "text/html", "value": news.body_html(brief, language)},
        {
            "role": "main",
            "contentType": "text/plain",
            "charCount": len(plain),
            "wordCount": len(plain.split()),
            "value": plain,
        },
    ]


def _named(found: tuple[Any, ...], language: str) -> list[Item]:
    return [{"name": name} for one in found if (name := getattr(one, language) or one.vi)]


def _original(brief: Brief, whole: bool) -> Item:
    """The Vietnamese side, as an item of its own or only by its id."""
    item = _item(brief, "vi") if whole else {"uri": news.urn(brief, "vi"), "language": "vi"}
    return {"name": "original", "rel": "translationOf", **item}


def _report(brief: Brief) -> Item:
    """The report that the brief was made of."""
    source = brief.source
    item = {
        "name": "report",
        "rel": "derivedFrom",
        "uri": news.report_uri(brief),
        "type": "text",
        "representationType": "partial",
        "language": source.language,
        "title": source.title,
        "located": source.place,
        "altIds": [{"role": "sha256", "value": source.sha256}] if source.sha256 else [],
    }
    return {name: value for name, value in item.items() if value}
