"""What is asked of the studio, and what it answers beside a Brief."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.briefs.brief import Check, Status
from service.glossary.resources import NOTHING, Resources, Suggestion

Progress = Callable[[str, float], None]  # what is being done; share done, 0 to 1

MAX_POINT_WORDS = 45  # Vietnamese syllables of one point, whatever is asked


@dataclass(frozen=True)
class BriefOptions:
    """How a brief is wanted. None stands for the setting of that name."""

    points: int | None = None
    words: int | None = None  # most syllables of all points together
    summariser: str | None = None
    translator: str | None = None
    diacritics: bool | None = None
    resources: Resources = NOTHING


@dataclass(frozen=True)
class Translation:
    """One translated text. `status` is `review` where a check found something."""

    text: str
    checks: tuple[Check, ...] = ()
    status: Status = "ok"
    score: float = 0.0  # mean probability of a token, 0 to 1
    tokens: int = 0  # that the model wrote for the text chosen
    terms: tuple[tuple[str, str], ...] = ()  # glossary terms (vi, en) found in the source
    suggestions: tuple[Suggestion, ...] = ()  # of the memory, for sentences like these
    alternatives: tuple[str, ...] = ()  # what else the model offered, best first
    confidence: float = 0.0  # likeness to a person's translation, 0 to 1; 0: not known


def weight(translations: Sequence[Translation]) -> int:
    """What remembered translations take, in characters about."""
    return 200 + sum(
        len(one.text) + sum(map(len, one.alternatives)) + 100 * len(one.checks)
        for one in translations
    )


@dataclass(frozen=True)
class DraftPoint:
    """A point before it is translated: its Vietnamese, and the clauses it was made of."""

    sentences_vi: tuple[str, ...]  # each is translated by itself
    clauses: tuple[int, ...] = ()
    sentences: tuple[int, ...] = ()
    score: float = 0.0

    @property
    def vi(self) -> str:
        """The point as it is printed."""
        return " ".join(self.sentences_vi)


@dataclass(frozen=True)
class Summary:
    """A summary in Vietnamese, as running text and as points."""

    text: str
    points: tuple[str, ...]
    drafts: tuple[DraftPoint, ...] = ()
