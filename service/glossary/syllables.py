"""Cut Vietnamese text into syllables that compare equal however they were typed."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# A word with any combining marks that a decomposed text carries, or one mark of punctuation.
_TOKEN = re.compile(r"[\w\u0300-\u036f]+|[,.;:()\"“”/&%+]")
_TONES = {"a": "àáảãạ", "e": "èéẻẽẹ", "o": "òóỏõọ", "u": "ùúủũụ", "y": "ỳýỷỹỵ"}
# The new placement (hoà, khoẻ, thuý) is read as the old one (hòa, khỏe, thúy).
_PAIRS = {
    first + new: old + last
    for first, last in (("o", "a"), ("o", "e"), ("u", "y"))
    for new, old in zip(_TONES[last], _TONES[first], strict=True)
}
_PAIRS |= {make(new): make(old) for make in (str.title, str.upper) for new, old in _PAIRS.items()}
_QUOTES = str.maketrans("“”„‘’", '"""\'\'')
_WORD = re.compile(r"\w+")
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


def keys(text: str) -> list[str]:
    """The `key` of each token, without its place."""
    return [syllable_key(word) for word in _TOKEN.findall(text)]


def plain_form(text: str) -> str:
    """The text as it compares with another: NFC, single spaces, straight quotes, old tone marks."""
    words = unicodedata.normalize("NFC", text).translate(_QUOTES).split()
    return " ".join(_WORD.sub(lambda m: _moved(m.group()), word) for word in words)


@lru_cache(maxsize=1 << 15)
def syllable_key(word: str) -> str:
    """Lower case, NFC, the tone mark where the old spelling has it."""
    return _moved(unicodedata.normalize("NFC", word).lower())


def _moved(word: str) -> str:
    return _MOVED.sub(lambda m: _PAIRS[m.group()], word)


def without_diacritics(text: str) -> str:
    """The letters alone, as state media print names in English: "Bắc Kạn" gives "Bac Kan"."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
