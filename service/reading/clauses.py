"""Cut every sentence into clauses that can stand alone."""

import re
from collections.abc import Sequence
from dataclasses import replace

from service.reading.casing import Casing
from service.reading.cuts import trim
from service.reading.document import Clause, Sentence
from service.reading.frames import Frame, parse_frame
from service.reading.items import (
    announced,
    cut_headed,
    cut_items,
    cut_plain,
    cut_presence,
    cut_report,
    is_unreal,
    lacks_subject,
)
from service.reading.normalise import Normalised, align
from service.reading.pieces import Leads, Piece, Restore
from service.reading.references import resolve, resolve_year
from service.reading.subjects import is_person
from service.reading.words import count

_LONGEST = 1000  # words; what has more is no sentence, and looking for its verbs takes hours
_BEFORE_BULLET = 40  # characters before a sentence in which its bullet is looked for
_BULLET = re.compile(r"(?:^|\n)\s*(?:[-–—•*+]|\d{1,2}[.)]|\w\))\s*\Z")


def cut_clauses(text: str, sentences: Sequence[Sentence]) -> tuple[Clause, ...]:
    """The clauses of all sentences of `text`, in order."""
    casing = Casing(text)
    context = _Context(text)
    clauses: list[Clause] = []
    for sentence in sentences:
        aligned = align(text, sentence.span.start, sentence.span.end)
        for piece in context.cut(sentence, aligned.text):
            clauses.append(_clause(len(clauses), sentence, aligned, piece, casing))
    return tuple(clauses)


def _clause(
    number: int, sentence: Sentence, aligned: Normalised, piece: Piece, casing: Casing
) -> Clause:
    end = piece.end - 2 if aligned.text[: piece.end].endswith("./.") else piece.end
    text = aligned.text[piece.start : end]
    return Clause(
        number=number,
        sentence=sentence.number,
        span=aligned.span(piece.start, end),
        text=text,
        lead=piece.lead,
        name_first=casing.keeps_capital(text, initial=_is_initial(aligned.text, piece.start)),
    )


def _is_initial(text: str, start: int) -> bool:
    return not text[:start].rstrip(" \"'(-") or text[:start].rstrip(" \"'(-")[-1] in ":;.?!"


class _Context:
    """What the sentences before have said: who acts, and what was asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.actor: Frame | None = None
        self.asked: Leads = ()
        self.paragraph = -1

    def cut(self, sentence: Sentence, text: str) -> list[Piece]:
        near = sentence.paragraph == self.paragraph or self._in_list(sentence)
        self.paragraph = sentence.paragraph
        inherited = self._inherited() if near else ()
        if count(text) > _LONGEST:
            return [Piece(*trim(text, 0, len(text)))]
        colon = announced(text)
        if colon:
            return cut_items(text, colon + 1, Restore(inherited, inherited))
        if lacks_subject(text):
            told = inherited if self.asked or not is_unreal(text) else ()
            return cut_items(text, 0, Restore(told, told))
        found = parse_frame(text)
        if present := cut_presence(text):
            return present
        if found is None:
            return cut_items(text, 0, Restore())
        if found.colon and not found.report:
            return cut_headed(text, found.content)
        frame = self._resolved(found, sentence, text)
        self._remember(frame)
        if frame.colon:
            return cut_report(text, frame)
        return cut_plain(text, frame, inherited, changed=frame != found)

    def _resolved(self, frame: Frame, sentence: Sentence, text: str) -> Frame:
        at = sentence.span.start
        return replace(
            frame,
            opening=resolve_year(frame.opening, self.text[:at]),
            subject=resolve(frame.subject, self.text, at, text),
            recipient=resolve(frame.recipient, self.text, at, text),
        )

    def _remember(self, frame: Frame) -> None:
        """Keep who asked, and which organisation has acted.

        After the words of a person, a sentence without subject may still be their advice: it is
        given no actor, so that it never reads as something they did.
        """
        self.asked = replace(frame, opening="").leads() if frame.request else ()
        done = "đã" in frame.link and not frame.report and not frame.negated
        if frame.agent:
            told = done and not is_person(frame.subject)
            self.actor = replace(frame, opening="") if told else None

    def _inherited(self) -> Leads:
        return self.asked or (self.actor.leads()[-1:] if self.actor else ())

    def _in_list(self, sentence: Sentence) -> bool:
        start = sentence.span.start
        before = self.text[max(0, start - _BEFORE_BULLET) : start]
        return _BULLET.search(before) is not None or before.rstrip()[-1:] in (":", ";")
