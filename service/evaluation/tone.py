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
_MOODS = (
    (
        (
            re.compile(
                r"(?<!will )(?<!would )(?<!n['’]t )(?<!not )(?<!no )(?<!to )"
                r"\b(?:must|should|shall|ought to|needs? to|ha(?:s|ve) to) (?!not\b|have\b)",
                re.I,
            ),
            "did ",
        ),
    ),
    (
        (
            re.compile(
                r"\b(?:is|are|was|were) (?:expected|scheduled|planned|due|slated|set) to\b", re.I
            ),
            "did",
        ),
    ),
    (
        (
            re.compile(
                r"\b(?:urged|asked|requested|called on|called upon|recommended|ordered"
                r"|required|advised|instructed) (?P<who>(?!that)[^,.;]{2,40}?) to (?=\w)",
                re.I,
            ),
            r"saw that \g<who> ",
        ),
        (
            re.compile(
                r"\b(?:called for|proposed|requested|demanded|appealed for)\b",
                re.I,
            ),
            "received",
        ),
    ),
)
_ASKED = (
    re.compile(r"(?<!\w)(?<!đã )(?<!đang )(?<!không )(?:phải|cần|nên)(?!\w)", re.I),
    re.compile(r"(?<!\w)dự kiến(?!\w)", re.I),
    re.compile(
        r"(?<!\w)(?:đề nghị|yêu cầu|kêu gọi|kiến nghị|đề xuất|khuyến cáo|khuyến nghị)(?!\w)", re.I
    ),
)


def modality(random: Random, vi: str, en: str) -> str | None:
    """A request, a duty or a plan becomes a fact."""
    spots = [
        (m, new)
        for asked, moods in zip(_ASKED, _MOODS, strict=True)
        if asked.search(vi)
        for pattern, new in moods
        for m in pattern.finditer(en)
    ]
    if not spots:
        return None
    match, new = random.choice(spots)
    return replaced(en, match, match.expand(new))
