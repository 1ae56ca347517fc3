"""Which language a text is in, and whether Vietnamese was typed without its diacritics."""

import re
import unicodedata
from dataclasses import dataclass

from service.errors import EmptyText, NotVietnamese
from service.reading.lexicon import terms
from service.reading.syllables import is_bare_syllable, is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # characters; enough for any text
_MARKED_NEEDED = 0.2  # of the words; Vietnamese news has 0.6 to 0.8
_SYLLABLES_NEEDED = 0.5  # of the words in lower case
_BARE_NEEDED = 0.85  # English news stays under 0.5
_NAMES = {
    "en": "English", "fr": "French", "de": "German", "es": "Spanish", "zh": "Chinese",
    "ja": "Japanese", "ko": "Korean", "ru": "Russian", "th": "Thai", "lo": "Lao", "km": "Khmer",
    "id": "Indonesian", "ms": "Malay", "it": "Italian", "pt": "Portuguese", "tl": "Tagalog",
    "nl": "Dutch", "pl": "Polish", "ar": "Arabic",
}  # fmt: skip


@dataclass(frozen=True)
class Language:
    """An ISO 639-1 code; `diacritics` is False for Vietnamese typed without them."""

    code: str
    diacritics: bool = True


def identify(text: str) -> Language:
    """Name the language of a text; raises `EmptyText` where it has no words."""
    words = _WORD.findall(unicodedata.normalize("NFC", text[:_SAMPLE]))
    if not words:
        raise EmptyText("There is no text to brief: the input has no words.")
    if _is_vietnamese(words):
        return Language("vi")
    if _is_bare_vietnamese(words):
        return Language("vi", diacritics=False)
    import py3langid

    code = py3langid.classify(text[:_SAMPLE])[0]
    return Language("und" if code == "vi" else code)


def require_vietnamese(text: str) -> None:
    """Raise `NotVietnamese` for any other language, and for Vietnamese without diacritics."""
    language = identify(text)
    if language.code != "vi":
        name = _NAMES.get(language.code, f"“{language.code}”")
        raise NotVietnamese(
            f"The text seems to be in {name}; only Vietnamese reports can be briefed.",
            language=language.code,
        )
    if not language.diacritics:
        raise NotVietnamese(
            "The text is Vietnamese, but its diacritics are missing (“Hoi nghi” for “Hội nghị”); "
            "send it with its diacritics, because without them it cannot be read reliably.",
            language="vi",
            diacritics=False,
        )


def _is_vietnamese(words: list[str]) -> bool:
    marked = [word for word in words if not word.isascii() and is_syllable(word)]
    lower = [word for word in words if word.islower()] or words
    syllables = sum(map(is_syllable, lower))
    return len(marked) >= _MARKED_NEEDED * len(words) and syllables >= _SYLLABLES_NEEDED * len(
        lower
    )


def _is_bare_vietnamese(words: list[str]) -> bool:
    bare = [word.lower() for word in words if word.isascii()]
    share = sum(map(is_bare_syllable, bare)) / len(words)
    frequent = sum(word in terms("bare_frequent") for word in bare) / len(words)
    return share >= _BARE_NEEDED and frequent >= 0.1
