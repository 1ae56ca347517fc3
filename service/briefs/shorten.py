"""Takes a Vietnamese sentence below a number of words without changing what it says."""

import re

# A tail that adds how, why or with what, and can go; the nearest to the end goes first.
_TAIL = re.compile(
    r",?\s+(?=(?:nhằm|để|theo hình thức|với|trong đó|góp phần|đáp ứng|qua đó|từ đó|đồng thời"
    r"|được Nhân dân|trên địa bàn|phục vụ|bảo đảm|nhất là)\s)",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r",?\s+(?:theo hình thức|bằng hình thức|dưới hình thức|với sự tham dự|với sự tham gia)\s",
    re.IGNORECASE,
)
_COMMA = re.compile(r"[,;]\s+")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_LEAST = 0.5  # share of the words that must stay, or the sentence says something else


def shorten(text: str, words: int) -> str | None:
    """Return `text` in at most `words` syllables, or None where no cut leaves it sound.

    Only asides and tails are cut, never a beginning: who speaks and how (asked, must, not) stands
    there.
    """
    if count(text) <= words:
        return text
    plain = _ASIDE.sub("", text)
    if count(plain) <= words:
        return plain
    for places in (_TAIL, _COMMA):
        for match in reversed(list(places.finditer(plain))):
            head = plain[: match.start()].rstrip(" ,;:")
            if count(head) <= words:
                sound = count(head) >= _LEAST * min(words, count(plain)) and _closed(head)
                return f"{head}." if sound else None
    return None


def without_tails(text: str) -> str:
    """Return the sentence without how it was held and who attended: an opening in brief."""
    match = _MANNER.search(text)
    return f"{text[: match.start()].rstrip(' ,')}." if match else text


def count(text: str) -> int:
    """Syllables of a Vietnamese text, as an editor counts words: what stands between spaces."""
    return len(text.split())


def _closed(text: str) -> bool:
    return text.count('"') % 2 == 0 and text.count("(") == text.count(")")
