"""What a machine's pair must pass before anything learns from it.

Every function returns whether the pair is good. They are quick and strict: of many sentences only
some are needed, and a student repeats every mistake that is left in.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping

from models.spelling import unaccented

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
# Letters that only Vietnamese has among the two languages.
_VIETNAMESE = re.compile(
    "[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
)
_BORROWED = frozenset("café résumé fiancé fiancée cliché naïve façade séance élan né née".split())
# Family names of nine Vietnamese in ten; a person's name starts with one.
_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Vương|Trịnh"
    "|Trương|Đinh|Lâm|Phùng|Mai|Tô|Hà|Tạ|Cao|Lương|Lưu|Châu|Thái|Quách|Chu|Nông|Triệu"
)
_PERSON = re.compile(rf"\b(?:{_FAMILIES})(?: [A-ZĐÂĂÊÔƠƯÁÀẢÃẠÉÈÍÌÓÒÚÙÝ][^\W\d_]+){{2,3}}\b")
_PLACE = re.compile(
    r"(?<!\w)(?:tỉnh|huyện|xã|phường|quận|thị xã|thị trấn|thành phố|TP\.?|đường|bản|thôn) "
    r"((?:[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÉÈÍÌÓÒÚÙÝ][^\W\d_]+ ?){1,3})"
)
# Names without a diacritic that English spells in another way.
_DIFFERENT = frozenset("Trung Campuchia Italia Ukraina Ucraina Philippin Xingapo Malaixia".split())
_FOREIGN = re.compile(r"(?<=[\w,] )[A-Z][a-z]{4,}\b")  # in the middle of a sentence
_MOST_LOST = 0.4  # share of the foreign names: some countries have a name in each language
_MONTHS = 12
RATIO = (0.45, 1.6)  # English words for each Vietnamese syllable


def numbers_kept(vi: str, en: str) -> bool:
    """Every number of the source stands in the target, and none of three digits was added.

    Small numbers may have become words or months, and separators change; "1,5" is "1.5".
    """
    theirs, ours = _numbers(vi), _numbers(en)
    missing = {n for n in theirs - ours if len(n) > 2 or int(n) > _MONTHS}
    return not missing and not {n for n in ours - theirs if len(n) > 2}


def numbers_supported(source: str, target: str) -> bool:
    """Every number of a text stands in the text of the same language that it was made of."""
    return _numbers(target) <= _numbers(source)


def names_kept(vi: str, en: str) -> bool:
    """The names of people and places stand in the English, with or without diacritics or spaces.

    Of other names most must: a country may have another in English.
    """
    plain = _run_together(en)
    native = [*_PERSON.findall(vi), *_PLACE.findall(vi)]
    foreign = [name for name in _FOREIGN.findall(vi) if name not in _DIFFERENT]
    lost = sum(name.lower() not in plain for name in foreign)
    return all(_run_together(name) in plain for name in native) and (
        lost <= _MOST_LOST * len(foreign)
    )


def translated(vi: str, en: str) -> bool:
    """No small-lettered Vietnamese word is left in the English, and it is no copy."""
    left = (word for word in _WORD.findall(en) if word.islower() and word not in _BORROWED)
    return en != vi and not any(_VIETNAMESE.search(word) for word in left)


def of_sound_length(vi: str, en: str) -> bool:
    """The two sides have about as many words as translations have."""
    syllables, words = len(vi.split()), len(en.split())
    low, high = RATIO
    return words > 0 and (syllables < 6 or low <= words / syllables <= high)


def not_repeating(vi: str, en: str) -> bool:
    """No four words stand three times in the target, nor one word three times in a row."""
    words = en.lower().split()
    grams = Counter(zip(*(words[at:] for at in range(4)), strict=False))
    rows = zip(words, words[1:], words[2:], strict=False)
    return max(grams.values(), default=0) < 3 and not any(a == b == c for a, b, c in rows)


def ends_alike(vi: str, en: str) -> bool:
    """A sentence that ends with a stop has a translation that does: else it was cut."""
    return not vi.rstrip('"”’)').endswith((".", "!", "?")) or en.rstrip('"”’)').endswith(
        (".", "!", "?", "…")
    )


TRANSLATION: Mapping[str, Callable[[str, str], bool]] = {
    "length": of_sound_length,
    "numbers": numbers_kept,
    "names": names_kept,
    "untranslated": translated,
    "repetition": not_repeating,
    "ending": ends_alike,
}


def fault(vi: str, en: str) -> str:
    """Return the name of the first filter that a pair fails, "" where it passes all."""
    return next((name for name, passes in TRANSLATION.items() if not passes(vi, en)), "")


def _run_together(text: str) -> str:
    return re.sub(r"[\W_]", "", unaccented(text)).lower()


def _numbers(text: str) -> set[str]:
    return {re.sub(r"\D", "", run).lstrip("0") or "0" for run in _NUMBER.findall(text)}
