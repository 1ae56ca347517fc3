"""The language of texts whose senders leave it open."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.briefs.values import Translation
from service.errors import EmptyText, SongnguError
from service.reading.language import identify
from service.reading.syllables import is_bare_syllable, is_syllable

SERVED = ("vi", "en")  # from one into the other
_FEW = 3  # words
_TAG = re.compile(r"<[^<>]*>")


class UnservedLanguage(SongnguError):
    """The text is in a language that is not translated here."""

    code = "unserved-language"
    status = 400


@dataclass(frozen=True)
class Guess:
    """An ISO 639-1 code with a confidence of 0 to 100."""

    language: str
    confidence: float


def guess(text: str) -> Guess:
    """The likeliest language of a text, its tags left out.

    One that tells nothing is taken for Vietnamese, with a confidence of 0.
    """
    text = _TAG.sub(" ", text)
    try:
        code = identify(text).code
    except EmptyText:
        return Guess("vi", 0.0)
    if code == "und":
        return Guess("vi", 0.0)
    if code == "vi":
        return Guess(code, _vietnamese(text))
    return _settled(text, code)


def _settled(text: str, code: str) -> Guess:
    """A guess by statistics; of a few words they say little, and Vietnamese is likeliest here."""
    words = _words(text)
    if len(words) <= _FEW and (all(map(is_bare_syllable, words)) or code not in SERVED):
        return Guess("vi", 0.0)
    return Guess(code, _statistical(text, code))


def split(
    texts: Sequence[str], translate: Callable[[list[str]], list[Translation]]
) -> tuple[list[Guess], list[Translation]]:
    """Guess each text; English stays as it is, all the rest is translated together.

    Raises `UnservedLanguage` where a text is in neither.
    """
    guesses = [guess(text) for text in texts]
    for one in guesses:
        if one.language not in SERVED:
            raise UnservedLanguage(f"{one.language} is not supported")
    places = [n for n, one in enumerate(guesses) if one.language == "vi"]
    made = dict(zip(places, translate([texts[n] for n in places]) if places else [], strict=True))
    return guesses, [made.get(n) or Translation(text) for n, text in enumerate(texts)]


def _vietnamese(text: str) -> float:
    words = _words(text)
    return round(100 * sum(map(is_syllable, words)) / max(len(words), 1), 1)


def _words(text: str) -> list[str]:
    words = (word.strip(".,;:!?()“”\"'…") for word in text.split())
    return [word for word in words if any(map(str.isalpha, word))]


def _statistical(text: str, code: str) -> float:
    """The share of a code in the probabilities that the classifier gives."""
    import py3langid

    ranked = {name: float(score) for name, score in py3langid.rank(text)}
    best = max(ranked.values())
    shares = {name: math.exp(score - best) for name, score in ranked.items()}
    return round(100 * shares.get(code, 0.0) / sum(shares.values()), 1)
