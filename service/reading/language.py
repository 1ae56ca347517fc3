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
_BARE_LIKELY = 0.7  # enough where the classifier says Vietnamese too
_FREQUENT_NEEDED = 0.1
_NAMES = {
    "en": "English", "fr": "French", "de": "German", "es": "Spanish", "zh": "Chinese",
    "ja": "Japanese", "ko": "Korean", "ru": "Russian", "th": "Thai", "lo": "Lao", "km": "Khmer",
    "id": "Indonesian", "ms": "Malay", "it": "Italian", "pt": "Portuguese", "tl": "Tagalog",
    "nl": "Dutch", "pl": "Polish", "ar": "Arabic", "sv": "Swedish", "cs": "Czech", "tr": "Turkish",
    "uk": "Ukrainian", "hi": "Hindi", "la": "Latin",
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
    return _statistical(text[:_SAMPLE], bare=_bare_share(words))


def require_vietnamese(text: str) -> None:
    """Raise `NotVietnamese` for any other language, and for Vietnamese without diacritics."""
    language = identify(text)
    if language.code != "vi":
        name = _NAMES.get(language.code, "a language that was not recognised")
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


def _statistical(text: str, *, bare: float) -> Language:
    """What a trained classifier says, among the languages an editor is likely to send."""
    import py3langid

    ranked = (code for code, _ in py3langid.rank(text))
    code = next((code for code in ranked if code in _NAMES or code == "vi"), "und")
    if code == "vi":
        return Language("vi", diacritics=False) if bare >= _BARE_LIKELY else Language("und")
    return Language(code)


def _bare_share(words: list[str]) -> float:
    return sum(is_bare_syllable(word) for word in words if word.isascii()) / len(words)


def _is_bare_vietnamese(words: list[str]) -> bool:
    frequent = sum(word.lower() in terms("bare_frequent") for word in words) / len(words)
    return _bare_share(words) >= _BARE_NEEDED and frequent >= _FREQUENT_NEEDED
