"""ninjs 1.x as Superdesk and Newsroom read it: flat, with `guid`, times in `+0000`."""

import json
from typing import Any

from service.briefs.brief import Brief
from service.formats import news

Item = dict[str, Any]


def write(brief: Brief, language: str = "both") -> str:
    """Write the item of one language; "both" is the English one with the Vietnamese inside.

    All members but `guid` and `source` are those of ninjs 1.7. `$standard` is left out, since
    MongoDB, which lies behind Superdesk, takes no name that begins so.
    """
    main = news.main_language(language)
    item = _item(brief, main)
    if main == "en":
        item["altids"] = {"translationOf": news.urn(brief, "vi")}
    if language == "both":
        item["associations"] = {"translationOf": _item(brief, "vi")}
    return json.dumps(item, ensure_ascii=False, indent=2) + "\n"


def _item(brief: Brief, language: str) -> Item:
    made = news.created(brief)
    time = made.strftime("%Y-%m-%dT%H:%M:%S+0000") if made else ""
    body = news.texts(brief, language)
    item = {
        "guid": news.urn(brief, language),
        "uri": news.urn(brief, language),
        "type": "text",
        "mimetype": "text/html",
        "version": "1",
        "profile": news.PROFILE,
        "pubstatus": news.publishing(brief),
        "firstcreated": time,
        "versioncreated": time,
        "language": language,
        "headline": news.headline(brief, language),
        "description_text": news.abstract(brief, language),
        "body_html": news.body_html(brief, language),
        "body_text": "\n\n".join(body),
        "wordcount": sum(len(text.split()) for text in body),
        "charcount": sum(map(len, body)),
        "ednote": news.note(brief, language),
        "located": getattr(brief.facts.where, language) or brief.source.place,
        "byline": brief.provenance.software,
        "source": brief.source.agency,
        "person": [{"name": person.name} for person in brief.facts.people if person.name],
        "infosource": [{"name": name, "rel": rel} for rel, name in news.makers(brief, language)],
        "digitalsourcetype": {"name": "Trained algorithmic media", "uri": news.MACHINE_MADE},
    }
    return {name: value for name, value in item.items() if value}
