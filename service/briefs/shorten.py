"""Takes a Vietnamese sentence below a number of words without changing what it says."""

import re

# A tail that adds how, why or with what, and can go; some are one only after a comma.
_TAIL = re.compile(
    r",?\s+(?=(?:nhằm|để|theo hình thức|với (?:sự|nhiều|mục tiêu|tổng)|trong đó)\s)"
    r"|,\s+(?=(?:góp phần|đáp ứng|qua đó|từ đó|đồng thời|được Nhân dân|phục vụ|bảo đảm|nhất là"
    r"|trong khi|nhưng|song|đặc biệt là|cũng như|tiến tới|trên địa bàn)\s)",
    re.IGNORECASE,
)
# A sentence cannot end on one of these: what they govern was cut away.
_DANGLING = frozenset(
    "không chưa đừng chẳng đã sẽ đang phải cần nên muốn để của và với cho là do được bị trong về "
    "tại từ các những một nhiều đối cùng so phù gắn hơn như theo mà khi nếu vì bởi rằng thì đủ sự "
    "việc dù tuy".split()
)
_MANNER = re.compile(
    r",?\s+(?:theo hình thức|bằng hình thức|dưới hình thức|với sự tham dự|với sự tham gia)\s",
    re.IGNORECASE,
)
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
    for match in reversed(list(_TAIL.finditer(plain))):
        head = plain[: match.start()].rstrip(" ,;:")
        if count(head) <= words:
            sound = count(head) >= _LEAST * min(words, count(plain)) and _complete(head)
            return f"{head}." if sound else None
    return None


def without_tails(text: str) -> str:
    """Return the sentence without how it was held and who attended: an opening in brief."""
    match = _MANNER.search(text)
    return f"{text[: match.start()].rstrip(' ,')}." if match else text


def count(text: str) -> int:
    """Syllables of a Vietnamese text, as an editor counts words: what stands between spaces."""
    return len(text.split())


def _complete(text: str) -> bool:
    closed = text.count('"') % 2 == 0 and text.count("(") == text.count(")")
    return closed and text.split()[-1].lower() not in _DANGLING
