"""No Vietnamese word is left in the English, except in names."""

import re
from collections.abc import Iterable

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding
from service.glossary import load_glossary
from service.glossary.syllables import syllable_key

NAME = "leftover"
_WORD = re.compile(r"[^\W\d_]+")
# Letters and tone marks that no language but Vietnamese joins to a word.
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def _places() -> list[str]:
    return [term.vi for term in load_glossary().terms if term.kind == "place"]


def check(pair: Pair) -> Iterable[Check]:
    """Find words with Vietnamese letters that the source does not use as names."""
    names = {syllable_key(w) for w in _WORD.findall(pair.source.text) if w[:1].isupper()}
    names |= {syllable_key(w) for w in ("Việt", *_WORD.findall(" ".join(_places())))}
    left = [
        word
        for word in _WORD.findall(pair.target.text)
        if _VIETNAMESE.search(word) and not (word[0].isupper() and syllable_key(word) in names)
    ]
    if left:
        words = " ".join(left)
        yield finding(NAME, f"Vietnamese is left in the English: “{words}”.", words, words)
