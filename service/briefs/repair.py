"""Puts right in a translation what the checks can name exactly: one number, one date, one name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from models.spelling import unaccented
from service.briefs import insertion
from service.briefs.brief import Check, Span
from service.briefs.checks import dates, dates_en, dates_vi, failed, names, numbers
from service.briefs.checks.moment import Moment
from service.briefs.checks.pair import Reading
from service.briefs.checks.quantity import Number
from service.briefs.rendering import date_in_english, number_in_english
from service.glossary import load_glossary

NAME = "repaired"
_WORD = re.compile(r"[^\W\d_]+")
_Thing = TypeVar("_Thing", Number, Moment)
_CLOSE = 0.75  # how alike a misspelt name is to the name, as difflib rates it


@dataclass(frozen=True)
class _Edit:
    at: Span  # in the English
    text: str
    source: str  # the Vietnamese that says so
    source_at: Span | None


def mend(vi: str, en: str, checks: Iterable[Check]) -> tuple[str, tuple[Check, ...]]:
    """The English with each slip that has exactly one candidate put right, and what was done.

    One number, date or name is lost and one of the same kind is there instead: that is put in its
    place. Where there are more, any choice would be a guess, and the text stays as it is.
    """
    findings = failed(checks)
    edits: list[_Edit] = []
    for find in (_number, _date, _name, _small):
        edits += [e for e in find(vi, en, findings) if not any(_meet(e.at, d.at) for d in edits)]
    text = en
    for edit in sorted(edits, key=lambda edit: edit.at, reverse=True):
        text = text[: edit.at[0]] + edit.text + text[edit.at[1] :]
    return text, tuple(_record(edit, en) for edit in sorted(edits, key=lambda edit: edit.at))


def hints_for(vi: str, checks: Iterable[Check]) -> tuple[tuple[str, str], ...]:
    """What a second try must write for the numbers and dates that the first one lost."""
    hints = []
    for check in failed(checks):
        if check.name == numbers.NAME and (number := _at(Reading(vi, "vi").numbers, check)):
            hints.append((number.text, number_in_english(number)))
        if check.name == dates.NAME and (moment := _at(dates_vi.extract(vi), check)):
            hints.append((moment.text, date_in_english(moment)))
    return tuple((vi, en) for vi, en in dict.fromkeys(hints) if en)


def _record(edit: _Edit, en: str) -> Check:
    was = en[edit.at[0] : edit.at[1]]
    message = f"“{was}” was put right to “{edit.text}”."
    return Check(NAME, True, message, edit.source, edit.text, edit.source_at, edit.at)


def _number(vi: str, en: str, findings: Sequence[Check]) -> Iterator[_Edit]:
    pair = _exchanged(findings, numbers.NAME)
    if pair is None:
        return
    source = _at(Reading(vi, "vi").numbers, pair[0])
    target = _at(Reading(en, "en").numbers, pair[1], "target")
    if source and target and not source.means(target):
        text = number_in_english(source, target.text)
        yield _Edit((target.start, target.end), text, source.text, (source.start, source.end))


def _date(vi: str, en: str, findings: Sequence[Check]) -> Iterator[_Edit]:
    pair = _exchanged(findings, dates.NAME)
    if pair is None:
        return
    there = dates_en.extract(en)
    source = _at(dates_vi.extract(vi), pair[0])
    target = _at(there, pair[1], "target")
    if source and target and target.month and _alone(target, there):
        text = date_in_english(source, target.text)
        if text:
            yield _Edit((target.start, target.end), text, source.text, (source.start, source.end))


def _small(vi: str, en: str, findings: Sequence[Check]) -> Iterator[_Edit]:
    for at, text, check in insertion.edits(vi, en, findings):
        yield _Edit(at, text, check.source, check.source_at)


def _alone(moment: Moment, others: Sequence[Moment]) -> bool:
    """Whether the words say one date and not both ends of a range."""
    return sum(other.start == moment.start for other in others) == 1


def _name(vi: str, en: str, findings: Sequence[Check]) -> Iterator[_Edit]:
    known = {names.joined(name) for name in names.extract(vi)}
    for check in findings:
        if check.name != names.NAME or not check.source or check.target:
            continue
        right = _english_name(check.source)
        rated = {span: _alike(en, span, right, known) for span in _runs(en, len(right.split()))}
        close = [span for span, ratio in rated.items() if ratio >= _CLOSE]
        best = max(close, key=lambda span: rated[span], default=None)
        if best and all(_meet(best, span) for span in close):
            yield _Edit(best, right, check.source, check.source_at)


def _english_name(name: str) -> str:
    term = load_glossary().find(name)
    return term.en if term is not None and term.kind == "place" else unaccented(name)


def _alike(en: str, span: Span, right: str, known: set[str]) -> float:
    """How much the run looks like the name; 0 where it is another name of the source."""
    written, wanted = names.joined(en[span[0] : span[1]]), names.joined(right)
    return 0.0 if written in known else SequenceMatcher(None, written, wanted).ratio()


def _runs(text: str, size: int) -> Iterator[Span]:
    """Every run of so many words in capitals with nothing but white space between."""
    words = list(_WORD.finditer(text))
    for at in range(len(words) - size + 1):
        run = words[at : at + size]
        span = run[0].start(), run[-1].end()
        between = _WORD.sub("", text[span[0] : span[1]])
        if not between.strip() and all(word.group()[0].isupper() for word in run):
            yield span


def _exchanged(findings: Sequence[Check], name: str) -> tuple[Check, Check] | None:
    """The finding of what was lost and of what stands instead, where there is one of each."""
    own = [check for check in findings if check.name == name]
    both = [check for check in own if check.source_at and check.target_at]
    if len(own) == 1 and both:
        return both[0], both[0]
    lost = [check for check in own if check.source_at and not check.target]
    added = [check for check in own if check.target_at and not check.source]
    return (lost[0], added[0]) if len(own) == 2 and lost and added else None


def _at(things: Sequence[_Thing], check: Check, side: str = "source") -> _Thing | None:
    span = check.source_at if side == "source" else check.target_at
    return next((thing for thing in things if (thing.start, thing.end) == span), None)


def _meet(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]
