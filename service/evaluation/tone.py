"""Errors of tone: another rank, and a request or a plan that becomes a fact."""

import re
from random import Random

from service.evaluation.replacing import replaced

# Ranks and offices by ladder, with the Vietnamese that must be there for the pair to count.
_LADDERS = (
    {
        "Senior Lieutenant General": "thượng tướng", "Lieutenant General": "trung tướng",
        "Major General": "thiếu tướng", "General": "tướng",
    },
    {
        "Senior Colonel": "đại tá", "Lieutenant Colonel": "trung tá|thượng tá",
        "Colonel": "tá", "Major": "thiếu tá", "Captain": "đại úy|thuyền trưởng|cơ trưởng",
    },
    {
        "President": "tổng thống|chủ tịch", "Prime Minister": "thủ tướng", "Minister": "bộ trưởng",
        "Ambassador": "đại sứ", "Governor": "thống đốc", "Mayor": "thị trưởng",
    },
    {
        "Vice Chairman": "phó chủ tịch", "Chairman": "chủ tịch", "Secretary": "bí thư|thư ký",
        "Deputy Director": "phó giám đốc", "Director": "giám đốc",
    },
    {"Professor": "giáo sư", "Doctor": "bác sĩ|tiến sĩ"},
)  # fmt: skip
_LADDER = {title.lower(): ladder for ladder in _LADDERS for title in ladder}
_TITLE = re.compile(
    rf"\b(?<!-)(?:{'|'.join(sorted(_LADDER, key=len, reverse=True))})\b"
    r"(?![ -](?:general|assembly|hospital|secretary|(?-i:Minister|[A-Z]{2})))",
    re.I,
)
_ARMY = frozenset(title for ladder in _LADDERS[:2] for title in ladder)


def rank(random: Random, vi: str, en: str) -> str | None:
    """A rank or an office becomes another of its ladder."""
    spots = [m for m in _TITLE.finditer(en) if _is_title(m, vi)]
    if not spots:
        return None
    match = random.choice(spots)
    text = match.group()
    new = random.choice([t for t in _LADDER[text.lower()] if t.lower() != text.lower()])
    return replaced(en, match, new if text[0].isupper() else new.lower())


def _is_title(match: re.Match[str], vi: str) -> bool:
    """Whether the word is a rank or an office in both languages: "major" is mostly none."""
    text = match.group()
    title = next(t for t in _LADDER[text.lower()] if t.lower() == text.lower())
    vietnamese = _LADDER[text.lower()][title]
    shaped = text == title or (text.islower() and title not in _ARMY)
    return shaped and bool(re.search(rf"(?<!\w)(?:{vietnamese})(?!\w)", vi, re.I))


# What Vietnamese says with phải, cần, nên; with dự kiến; and with the words for requests.
_DUTY = re.compile(
    r"(?<!will )(?<!would )(?<!['’]ll )(?<!n['’]t )(?<!not )(?<!no )(?<!to )(?<!ever )(?<!the )"
    r"(?<!a )(?<!any )(?<!may )(?<!if they )(?<!if it )(?<!if he )(?<!if you )"
    r"\b(?:(?P<modal>must|should|shall|ought to)|needs? to|ha(?:s|ve) to) (?P<be>be )?"
    r"(?!not\b|have\b|be\b)",
    re.I,
)
_PLAN = re.compile(
    r"\b(?P<form>is|are|was|were) (?:expected|scheduled|planned|due|slated|set) to (?P<be>be )?",
    re.I,
)
_REQUESTS = (
    re.compile(
        r"\b(?<!be )(?<!been )(?:urged|asked|requested|called on|called upon|recommended|ordered"
        r"|required|advised|instructed) (?P<who>(?!that|not|for)(?:(?! for | up )[^,.;]){2,40}?)"
        r" to (?=\w)",
        re.I,
    ),
    re.compile(
        r"(?<!the )(?<!a )(?<!any )(?<!all )(?<!other )(?<!some )(?<!several )(?<!second )(?<!its )"
        r"(?<!his )(?<!her )(?<!their )(?<!also )(?<!of )"
        r"\b(?:called for|proposed|requested|demanded|appealed for) (?=(?:an?|the|that|\w+ing)\b)",
        re.I,
    ),
)
_ASKED = (
    re.compile(
        r"(?<!\w)(?<!đã )(?<!đang )(?<!không )(?:phải(?! (?:chịu|chăng|là|mất|đối mặt))|cần"
        r"|(?<!trở )(?<!, )nên)(?!\w)",
        re.I,
    ),
    re.compile(r"(?<!\w)dự kiến(?!\w)", re.I),
    re.compile(
        r"(?<!\w)(?:đề nghị|yêu cầu|kêu gọi|kiến nghị|đề xuất|khuyến cáo|khuyến nghị)(?!\w)", re.I
    ),
)
# What goes on saying that a thing is asked for when its "should" is lost.
_STILL = re.compile(
    r"\b(?:urg|ask|request|call|recommend|suggest|advis|advocat|propos|demand|insist|plead|appeal"
    r"|instruct|order|warn)\w*",
    re.I,
)


def modality(random: Random, vi: str, en: str) -> str | None:
    """A request, a duty or a plan becomes a fact.

    Nothing is planted where a word beside it in its sentence goes on asking for the same: "He
    recommended that schools should close" still recommends without its "should".
    """
    duty, plan, request = (bool(asked.search(vi)) for asked in _ASKED)
    spots = [(m, _done(m)) for m in _DUTY.finditer(en) if duty and not _asked_before(en, m)]
    spots += [(m, _happened(m)) for m in _PLAN.finditer(en) if plan]
    if request:
        spots += [(m, f"saw that {m['who']} ") for m in _REQUESTS[0].finditer(en)]
        spots += [(m, "received ") for m in _REQUESTS[1].finditer(en)]
    if not spots:
        return None
    match, new = random.choice(spots)
    return replaced(en, match, new)


def _done(match: re.Match[str]) -> str:
    return "was " if match["be"] else "did "


def _happened(match: re.Match[str]) -> str:
    return f"{match['form']} " if match["be"] else "did "


def _asked_before(en: str, match: re.Match[str]) -> bool:
    """Whether a word of asking stands before it in the same sentence."""
    begin = max(en.rfind(mark, 0, match.start()) for mark in ".;:?!") + 1
    return _STILL.search(en, begin, match.start()) is not None
