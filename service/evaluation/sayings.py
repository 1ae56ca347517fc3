"""Errors of speech: quotation marks lost, a statement without its speaker, another speaker."""

import re
from random import Random

from service.evaluation.naming import shared_names
from service.evaluation.replacing import replaced

_QUOTED = re.compile(r"[“\"](?P<words>[^“”\"]+)[”\"]")
_MARKS = re.compile(r"[“”\"]")
_FEWEST = 5  # words of a quotation
_VERBS = (
    r"(?:said|says|added|noted|stressed|told|explained|affirmed|announced|stated|emphasi[sz]ed"
    r"|confirmed|admitted|declared|claimed|warned|argued|insisted)"
)
_WHO = r"(?:(?:the |The )?[\w.’'-]+(?: [\w.’'-]+){0,5}?)"
_SAYINGS = (
    re.compile(rf",[”\"]? {_WHO} {_VERBS}(?=[.,]?[”\"]?$)"),  # "…, the ministry said."
    re.compile(rf",[”\"]? {_VERBS} [^,.;:“\"]{{2,60}}(?=\.?[”\"]?$)"),  # "…, said Mr Hung."
    re.compile(rf"^{_WHO} {_VERBS} that (?=\w)"),  # "Mr Hung said that …"
    re.compile(r"^According to [^,;]{2,60}, (?=\w)"),
    re.compile(r",? according to [^,.;]{2,60}(?=\.?$)"),
)
_SAYS = re.compile(
    r"(?<!\w)(?:cho biết|cho hay|nói|khẳng định|nhấn mạnh|tuyên bố|thừa nhận|chia sẻ|theo"
    r"|phát biểu|thông báo|giải thích|cảnh báo|bày tỏ|lưu ý)(?!\w)",
    re.IGNORECASE,
)
_OTHERS = ("Tran Van Loc", "Nguyen Thi Thu", "Pham Quoc Dat", "John Miller", "Anna Schmidt")


def quotation(random: Random, vi: str, en: str) -> str | None:
    """The marks of the quotations are lost: both sides quote five words or more."""
    long = [m for m in _QUOTED.finditer(en) if len(m["words"].split()) >= _FEWEST]
    there = [m for m in _QUOTED.finditer(vi) if len(m["words"].split()) >= _FEWEST]
    return _MARKS.sub("", en) if long and there else None


def statement(random: Random, vi: str, en: str) -> str | None:
    """A statement loses who says it, and that it is said: the sentence states it as a fact."""
    spots = [m for pattern in _SAYINGS for m in pattern.finditer(en)]
    if not spots or not _SAYS.search(vi):
        return None
    match = random.choice(spots)
    rest = replaced(en, match, "").lstrip()
    return rest[:1].upper() + rest[1:] if rest else None


def speaker(random: Random, vi: str, en: str) -> str | None:
    """Another person says it: the name before "said" or behind it becomes that of somebody else."""
    spots = [
        (start, end)
        for start, end in shared_names(vi, en)
        if re.match(rf"(?:,[^,]{{2,60}},)? {_VERBS}\b", en[end:])
        or re.search(r",[”\"]? (?:said|added|noted|stressed) (?:[A-Z]\w+\.? ){0,3}$", en[:start])
    ]
    if not spots:
        return None
    start, end = random.choice(spots)
    return en[:start] + random.choice(_OTHERS) + en[end:]
