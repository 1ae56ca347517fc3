"""Cut Vietnamese text into syllables that compare equal however they were typed."""

import re
import unicodedata
from dataclasses import dataclass

# A word with any combining marks that a decomposed text carries, or one mark of punctuation.
_TOKEN = re.compile(r"[\w\u0300-\u036f]+|[,.;:()\"“”/&%+]")
_TONES = {"a": "àáảãạ", "e": "èéẻẽẹ", "o": "òóỏõọ", "u": "ùúủũụ", "y": "ỳýỷỹỵ"}
# The new placement (hoà, khoẻ, thuý) is read as the old one (hòa, khỏe, thúy).
_PAIRS = {
    first + new: old + last
    for first, last in (("o", "a"), ("o", "e"), ("u", "y"))
    for new, old in zip(_TONES[last], _TONES[first], strict=True)
}
_MOVED = re.compile(f"(?<!q)({'|'.join(_PAIRS)})$")


@dataclass(frozen=True)
class Token:
    """A syllable or a mark: `key` is what compares, [start, end) is where it stands."""

    key: str
    start: int
    end: int
    text: str


def tokens(text: str) -> tuple[Token, ...]:
    """Every syllable and mark of `text`; dashes and white space only separate."""
    return tuple(
        Token(syllable_key(m.group()), m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)
    )


def syllable_key(word: str) -> str:
    """Lower case, NFC, the tone mark where the old spelling has it."""
    lowered = unicodedata.normalize("NFC", word).lower()
    return _MOVED.sub(lambda m: _PAIRS[m.group()], lowered)


def without_diacritics(text: str) -> str:
    """The letters alone, as state media print names in English: "Bắc Kạn" gives "Bac Kan"."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
