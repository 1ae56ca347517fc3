"""What the ranker ranks: a clause or sentence, and the syllables it is made of."""

import re
from dataclasses import dataclass

_SYLLABLE = re.compile(r"\d+(?:[.,:/-]\d+)*%?|[^\W\d_]+(?:\d+)?")

# A capital letter of Vietnamese, for use inside the brackets of a pattern.
CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"


@dataclass(frozen=True)
class Unit:
    """One candidate for a point: a clause with its lead, standing in a report."""

    text: str
    sentence: int  # number of its sentence in the report, from 0
    paragraph: int  # number of its paragraph in the report, from 0
    words: int  # syllables it would take in the summary


def syllables(text: str) -> list[str]:
    """Return the syllables and figures of `text` in lower case, without punctuation."""
    return _SYLLABLE.findall(text.lower())


def make_unit(text: str, sentence: int, paragraph: int) -> Unit:
    """Return the unit of `text`, its length counted in white-space separated syllables."""
    return Unit(text, sentence, paragraph, len(text.split()))
