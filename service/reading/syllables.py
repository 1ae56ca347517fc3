"""Vietnamese syllables: which spellings are possible, and where the tone mark stands."""

import re
import unicodedata
from functools import lru_cache

TONES = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
_RIMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
    oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uê uêch uênh uơ uc ui um un ung up ut uy uya uych uyên uyêt uynh uyt uyu
    uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêt yêu yêng ynh yt
    """.split()
)
_ONSET = re.compile("|".join(sorted(_ONSETS, key=len, reverse=True)))
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
    if any(rime in _RIMES for rime in _rimes(bare)):
        return not bare.endswith(("c", "p", "t", "ch")) or tone in ("\u0301", "\u0323")
    return False


def is_bare_syllable(word: str) -> bool:
    """Whether a word without any diacritic could be a syllable whose diacritics were left out."""
    return word.lower() in _bare_syllables()


@lru_cache(maxsize=1)
def _bare_syllables() -> frozenset[str]:
    plain = str.maketrans("ăâđêôơư", "aadeoou")
    onsets = ["", *_ONSETS]
    return frozenset((onset + rime).translate(plain) for onset in onsets for rime in _RIMES) | {
        "gi"
    }


def _rimes(bare: str) -> list[str]:
    """Every reading of a toneless word as onset and rime ("gin" is gi-n or g-in)."""
    onset = _ONSET.match(bare)
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
