"""A request stays a request, a duty a duty, and a plan does not become a fact."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding

NAME = "modality"


@dataclass(frozen=True)
class _Mood:
    called: str
    vi: re.Pattern[str]
    en: re.Pattern[str]


_OBLIGE = (
    r"must|should|shall|need\w*|have to|has to|had to|having to|ought|requir\w*|necess\w*"
    r"|essential|"
    r"oblig\w*|compel\w*|forced|mandat\w*|demand\w*|important|crucial|vital|imperative|advis\w*|"
    r"(?:is|are|was|were|be) to|essential\w*|responsib\w*|let['’]?s|want\w*|worth|"
    r"subject to|supposed|got to|gotta|it takes|better|deserve\w*|expected|call\w*|urg\w*|order\w*"
)
_ASK = (
    r"ask\w*|request\w*|urg\w*|propos\w*|recommend\w*|suggest\w*|call\w*|requir\w*|demand\w*|"
    r"order\w*|instruct\w*|direct\w*|appeal\w*|petition\w*|want\w*|seek\w*|sought|advis\w*"
    r"|insist\w*|"
    r"tell|told|command\w*|press\w*|plead\w*|beg\w*|offer\w*|nominat\w*|invit\w*|encourag\w*|"
    r"assign\w*|expect\w*|wish\w*|hope\w*|task\w*|mandat\w*|summon\w*|motion\w*|submit\w*|claim\w*|"
    r"must|should|need\w*|to be|criteri\w*|condition\w*|qualif\w*|standard\w*|necess\w*|let|bid\w*|"
    r"recours\w*|put forward|upon|appl\w*|forc\w*|compel\w*|oblig\w*|push\w*|counsel\w*"
)
_PLAN = (
    r"will|would|['’]ll|['’]d|shall|expect\w*|plan\w*|schedul\w*|due|set to|intend\w*|propos\w*|"
    r"project\w*|forecast\w*|estimat\w*|anticipat\w*|slated|likely|(?:is|are|was|were|be) to"
    r"|going to|"
    r"target\w*|aim\w*|tentativ\w*|predict\w*|prospect\w*|may|might|should|design\w*|hop\w*|"
    r"provisional\w*|envisage\w*|by 20\d\d|could|about to|look\w*|eye\w*|await\w*|prepar\w*"
)
_MOODS = (
    _Mood(
        "a request",
        re.compile(
            r"(?<!\w)(?:(?:đã |cũng )?(?:đề nghị|kiến nghị|đề xuất|yêu cầu|kêu gọi)(?= \w))"
            r"(?! (?:của|này|đó|trên|về|cao|nhiệm vụ|mới|khác|thiết|cấp|đặt ra|bắt buộc|cơ bản"
            r"|xây))",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?:{_ASK})\b", re.IGNORECASE),
    ),
    _Mood(
        "a duty",
        re.compile(
            r"(?<!\w)(?<!vừa )(?<!bên )(?<!không )(?<!gặp )(?<!chẳng )(?<!chưa )(?<!có )"
            r"(?:cần phải|phải|cần)(?! không)(?! thơ)(?! Giờ)(?! trục)(?! cẩu)(?! sa)(?! Đước)"
            r"(?= (?!là|chăng|trái|chịu|gánh|cù|nhập viện|kể|đối mặt|đi|trả|mất|chi|thiết|đến"
            r"|một|rời"
            r"|thương|ngừng|đóng|hứng|mua|dựa|bỏ|bồi|sống|tới|chờ)\w)",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?:{_OBLIGE}|{_ASK})\b", re.IGNORECASE),
    ),
    _Mood(
        "a plan",
        re.compile(r"(?<!\w)dự kiến(?!\w)", re.IGNORECASE),
        re.compile(rf"\b(?:{_PLAN})\b|['’](?:ll|d)\b", re.IGNORECASE),
    ),
)


def check(pair: Pair) -> Iterable[Check]:
    """Find moods of the source that no word of the target keeps."""
    for mood in _MOODS:
        said = mood.vi.search(pair.source.text)
        if said and not mood.en.search(pair.target.text):
            message = f"“{said.group().strip()}” is {mood.called}; the English does not say so."
            yield finding(NAME, message, said.group().strip())
