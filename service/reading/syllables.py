"""Vietnamese syllables: which spellings are possible, and where the tone mark stands."""

import re
import unicodedata
from functools import lru_cache

from service.reading.lexicon import ordered, terms

TONES = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
# Character classes for patterns: a range such as À-Ỹ would take letters of both cases.
LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

_VOWELS = re.compile("[aăâeêioôơuưy]+")
_MARKED = "ăâêôơư"


def split_tone(word: str) -> tuple[str, str]:
    """Take the tone mark off a word: "hòa" gives ("hoa", grave); no tone gives "" for it."""
    bare, tone = [], ""
    for char in unicodedata.normalize("NFD", word):
        if char in TONES:
            tone = char
        else:
            bare.append(char)
    return unicodedata.normalize("NFC", "".join(bare)), tone


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word is spelled as a Vietnamese syllable can be, its tone included."""
    bare, tone = split_tone(word.lower())
    if any(rime in terms("rimes") for rime in _rimes(bare)):
        return not bare.endswith(("c", "p", "t", "ch")) or tone in ("\u0301", "\u0323")
    return False


def is_bare_syllable(word: str) -> bool:
    """Whether a word without any diacritic could be a syllable whose diacritics were left out."""
    return word.lower() in _bare_syllables()


@lru_cache(maxsize=1)
def _bare_syllables() -> frozenset[str]:
    plain = str.maketrans("ăâđêôơư", "aadeoou")
    onsets = ["", *ordered("onsets")]
    return frozenset(
        (onset + rime).translate(plain) for onset in onsets for rime in terms("rimes")
    ) | {"gi"}


@lru_cache(maxsize=1)
def _onset() -> re.Pattern[str]:
    return re.compile("|".join(sorted(ordered("onsets"), key=len, reverse=True)))


def _rimes(bare: str) -> list[str]:
    """Every reading of a toneless word as onset and rime ("gin" is gi-n or g-in)."""
    onset = _onset().match(bare)
    if onset is None:
        return [bare]
    rest = [bare[onset.end() :]]
    if onset.group() == "gi":
        rest += [bare[1:]]
    if onset.group() == "qu":
        rest += ["u" + rest[0]]
    return rest


@lru_cache(maxsize=65536)
def place_tone(word: str) -> str:
    """Put the tone mark of a syllable where most of the press puts it: hòa, thủy, quý, hoàn."""
    bare, tone = split_tone(word)
    if not tone or not is_syllable(word):
        return word
    index = _tone_index(bare.lower())
    marked = bare[: index + 1] + tone + bare[index + 1 :]
    return unicodedata.normalize("NFC", marked)


def _tone_index(bare: str) -> int:
    glide = 2 if re.match("qu|gi[aăâeêioôơuư]", bare) else 0
    vowels = _VOWELS.search(bare, glide)
    if vowels is None:
        return 1  # "gì": the i of gi is the vowel
    start, end = vowels.span()
    for index in range(end - 1, start - 1, -1):
        if bare[index] in _MARKED:
            return index
    if end - start == 1:
        return start
    return end - 1 if end < len(bare) and end - start == 2 else start + (end - start == 3)
