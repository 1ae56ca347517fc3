"""What an editor puts in place of a text of a brief, and what the checks say of it."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.archive.documents import adapter
from service.briefs.brief import Bilingual, Brief, Check, Flag, Point
from service.briefs.checks import check_summary, check_translation, failed, merge
from service.briefs.tracing import whole
from service.errors import BadRequest

# What holds the two languages, where the place itself does not.
_HOLDERS = {"people": "role", "figures": "what"}


class NothingToCorrect(BadRequest):
    """The brief has no text at this place, or the correction is empty or says nothing new."""

    code = "nothing-to-correct"
    status = 422


@dataclass(frozen=True)
class Correction:
    """One text that an editor replaced."""

    where: str  # "headline", "points/0", "facts/people/1", …
    language: str  # "vi" or "en"
    before: str
    after: str
    author: str
    made: datetime  # UTC


def text_at(brief: Brief, where: str) -> Bilingual:
    """The text of a brief at a place. Raises `NothingToCorrect`."""
    found = _find(dataclasses.asdict(brief), where)
    return Bilingual(found["vi"], found["en"])


def corrected(brief: Brief, where: str, text: Bilingual) -> Brief:
    """The brief with `text` at `where`, checked anew there. Raises `NothingToCorrect`."""
    told = dataclasses.asdict(brief)
    _find(told, where).update(vi=text.vi, en=text.en)
    changed = adapter().validate_python(told)
    kind, _, number = where.partition("/")
    if kind not in ("headline", "points"):
        return changed
    checks = _checks(changed, kind, number)
    if kind == "points":
        changed = _with_checks(changed, int(number), checks)
    return _flagged(changed, where, checks)


def _find(told: dict[str, Any], where: str) -> dict[str, Any]:
    """The member of a brief at a place that holds two languages."""
    kind = where.split("/")[0]
    found: Any = told if kind in ("headline", "points", "facts") else None
    last = ""
    for part in where.split("/"):
        last = part if isinstance(found, dict) else last
        found = _member(found, part)
    if last in _HOLDERS and isinstance(found, dict):
        found = found[_HOLDERS[last]]
    if not isinstance(found, dict) or not {"vi", "en"} <= set(found):
        raise NothingToCorrect(
            f"The brief has no text at “{where}”. Name headline, points/0, facts/when, "
            "facts/people/0 or another place that it has."
        )
    return found


def _member(found: Any, part: str) -> Any:
    if isinstance(found, dict):
        return found.get(part)
    if isinstance(found, list | tuple) and part.isascii() and part.isdecimal():
        number = int(part[:6])
        return found[number] if number < len(found) else None
    return None


def _checks(brief: Brief, kind: str, number: str) -> tuple[Check, ...]:
    if kind == "headline":
        return check_translation(brief.headline.vi, brief.headline.en)
    point = brief.points[int(number)]
    source = _source(brief, point)
    against = check_summary(source, point.vi) if source else ()
    return (*against, *check_translation(point.vi, point.en))


def _source(brief: Brief, point: Point) -> str:
    """The report down to the last sentence of a point, "" where it is not kept."""
    spans, text = brief.source.sentences, brief.source.text
    last = max(point.source, default=len(spans) - 1)
    return text[: spans[last][1]] if 0 <= last < len(spans) else ""


def _with_checks(brief: Brief, number: int, checks: tuple[Check, ...]) -> Brief:
    point = dataclasses.replace(brief.points[number], checks=merge(checks), score=1.0)
    point = dataclasses.replace(point, segments=whole(point))
    points = (*brief.points[:number], point, *brief.points[number + 1 :])
    return dataclasses.replace(brief, points=points)


def _flagged(brief: Brief, where: str, checks: tuple[Check, ...]) -> Brief:
    """Flags of this place follow from the new text; those of other places stay."""
    others = tuple(flag for flag in brief.flags if flag.where != where)
    found = tuple(Flag(check.name, check.message, where) for check in failed(merge(checks)))
    flags = (*others, *found)
    return dataclasses.replace(brief, flags=flags, status="review" if flags else "ok")
