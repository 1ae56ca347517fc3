"""ROUGE on Vietnamese syllables, and with the tokenizer that published figures used."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

from models.extractive.unit import syllables

TYPES = ("rouge1", "rouge2", "rougeL")


class Tokenizer(Protocol):
    """What rouge-score asks of a tokenizer."""

    def tokenize(self, text: str) -> list[str]: ...


class SyllableTokenizer:
    """Syllables and figures in lower case, with their diacritics."""

    def tokenize(self, text: str) -> list[str]:
        return syllables(text)


@cache
def scorer(tokenizer: str) -> Any:
    """Return the scorer of rouge-score for one of the tokenizers "syllable" and "ascii".

    "ascii" is the default of rouge-score, which drops every letter outside a-z: figures
    published for Vietnamese use it, and are higher for that.
    """
    from rouge_score.rouge_scorer import RougeScorer

    own: dict[str, Tokenizer | None] = {"syllable": SyllableTokenizer(), "ascii": None}
    return RougeScorer(list(TYPES), tokenizer=own[tokenizer])


def rouge(candidate: str, references: Sequence[str], tokenizer: str = "syllable") -> list[float]:
    """Return ROUGE-1, -2 and -L (F1, 0 to 1), each against the reference that it fits best."""
    scores = [scorer(tokenizer).score(reference, candidate) for reference in references]
    return [max(float(score[kind].fmeasure) for score in scores) for kind in TYPES]
