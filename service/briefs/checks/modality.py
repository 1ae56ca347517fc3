"""A request stays a request, a duty a duty, and a plan does not become a fact."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from service.briefs.brief import Check
from service.briefs.checks import trees
from service.briefs.checks.keeping import Mark, Said, worst
from service.briefs.checks.pair import Pair, finding

NAME = "modality"
MODEL = "modality.json.xz"
_MOST = -1.0  # log-odds that a mood is lost, by `keeping_recipe`


@dataclass(frozen=True)
class _Mood:
    called: str
    vi: re.Pattern[str]
    en: re.Pattern[str]
    plain: re.Pattern[str]  # English that says this and little else


def _mood(called: str, vi: str, en: str, plain: str) -> _Mood:
    return _Mood(
        called,
        re.compile(rf"(?<!\w)(?:{vi})(?!\w)", re.IGNORECASE),
        re.compile(rf"\b(?:{en})(?!\w)|['’](?:ll|d)\b", re.IGNORECASE),
        re.compile(rf"\b(?:{plain})\b", re.IGNORECASE),
    )


_OBLIGE = (
    r"must|should|shall|need\w*|(?:have|has|having|had) (?:also |still |always |only )?to"
    r"|ought|requir\w*|necess\w*"
    r"|oblig\w*|compel\w*|forced?|mandat\w*|demand\w*|vital|crucial\w*|imperative|essential\w*"
    r"|(?:is|are|was|were) (?:not )?to|responsible|let['’]?s|let us|subject to|supposed|gotta"
    r"|had better|deserv\w*|recommend\w*|advis\w*|urg\w*|it takes|in order"
    r"|(?:how|where|what|whether) to|takes?|took|taken|ideal\w*|due to|would|sentenced|bound|got to"
)
_MUST = (
    r"must|should|shall|ought|needs?|needed|ha(?:s|ve|d|ving) to"
    r"|(?:is|are|was|were|been|be) (?:requir"
    r"|advis|oblig|recommend|urg|forc|compell"
    r"|suppos|warn)ed|let us|it is best"
)
_ASK = (
    r"ask\w*|request\w*|urg\w*|propos\w*|recommend\w*|suggest\w*|call\w*|requir\w*|demand\w*"
    r"|orders|ordered|ordering|instruct\w*|direct(?:s|ed|ing|ive|ives)|appeal\w*"
    r"|petition\w*|seek\w*"
    r"|sought|advis\w*|advice|insist\w*|tell|tells|told|command\w*|press(?:ed|es|ing)|plead\w*"
    r"|begs?|begged|offer\w*|nominat\w*|invit\w*|encourag\w*|assign\w*|mandat\w*|summon\w*"
    r"|submit\w*|criteri\w*|qualif\w*"
    r"|put forward|forc(?:e|es|ed|ing)|compel\w*|push\w*|counsel\w*|(?:have|has|had) to|warn\w*"
    r"|discourag\w*|supposed|please|ideal\w*|lobb\w*|campaign\w*|caution\w*|invok\w*|invoc\w*|want\w*"
    r"|tasked|expect\w*|appl(?:y|ied|ying|ication|ications)|moved? to|motion\w*|propon\w*"
)
_PLAN = (
    r"will|would|shall|expect\w*|plan(?:s|ned|ning)?|schedul\w*|due|set to|intend\w*"
    r"|propos\w*|project\w*"
    r"|forecast\w*|estimat\w*|anticipat\w*|slated|likely|(?:is|are|was|were|be) to|going to"
    r"|target\w*|aim\w*|tentativ\w*|predict\w*|prospect\w*|(?-i:may)|might|should|design\w*|hop\w*"
    r"|provisional\w*|envisage\w*|could|about to|look\w*|eye\w*|await\w*|prepar\w*|want\w*|mull\w*"
    r"|consider\w*|inten[dt]\w*|ideal\w*|poised|upcoming|supposed"
)
_MOODS = (
    _mood(
        "a request",
        r"(?:đề nghị|kiến nghị|đề xuất|yêu cầu|kêu gọi|khuyến cáo|khuyến nghị|ra lệnh|khuyên"
        r"|thúc giục|hối thúc)(?= \w)"
        r"(?! (?:của|này|đó|trên|về|cao|nhiệm vụ|mới|khác|thiết|cấp|đặt ra|bắt buộc|cơ bản|xây))",
        _ASK,
        r"(?:ask|urg|request|call|recommend|propos|suggest|demand|requir|order|advis|appeal|instruct"
        r"|petition)\w*",
    ),
    _mood(
        "a duty",
        r"(?<!vừa )(?<!bên )(?<!không )(?<!gặp )(?<!chẳng )(?<!chưa )(?<!có )(?<!tay )(?<!mắc )"
        r"(?<!cánh )(?<!hậu )(?<!đã )(?<!đang )(?<!từng )(?<!bị )(?<!xúc )(?<!vấp )(?<!trúng )"
        r"(?<!khiến )(?<!nhiều )(?<!chỉ )(?<!nhầm )(?<!nhiễm )(?<!không cần )(?<!ăn )(?<!giẫm )"
        r"(?:cần phải|phải|cần)(?! không)(?! thơ)(?! Giờ)(?! trục)(?! cẩu)(?! sa)(?! Đước)"
        r"(?= (?!(?:là|chăng|trái|chịu|gánh|cù|nhập viện|kể|đối mặt|mất|thiết(?! lập)"
        r"|bao|một|rời|thương"
        r"|ngừng|hứng|rất|nhiều|chạm|câu|xếp hàng)(?!\w))\w)",
        _OBLIGE,
        rf"{_MUST}|necessary",
    ),
    _mood(
        "advice",
        r"(?<!trở )(?<!làm )(?<!tạo )(?<!gây )(?<!cho )(?<!thế )(?<!dựng )(?<!vậy )(?<!, )(?<!đó )"
        r"(?<!xây )(?<!lập )(?<!viết )(?<!thành )(?<!bởi )"
        r"nên(?= (?!(?:tôi|tao|tớ|mình|anh|chị|ông|bà|họ|chúng|nó|việc|các|những|người|cô"
        r"|em|số|giá|khi"
        r"|hai|ba|mọi|nhiều|rất|bạn|hầu|bây|giờ|hiện|ở|trong|đã|sẽ|không thể|tất|cả|phải|cũng"
        r"|ai|đây|thơ|con|cậu|lúc|một)(?!\w))\w)",
        rf"{_OBLIGE}|so|therefore|thus|hence|because|since|mean|means|meaning|result\w*|suggest\w*"
        r"|ideal\w*|why",
        rf"{_MUST}|had better",
    ),
    _mood(
        "a plan",
        r"dự kiến",
        _PLAN,
        r"expected|scheduled|planned|due|slated|set to|estimated|forecast|projected|expects|plans"
        r"|will|would",
    ),
)


def said(pair: Pair) -> list[Said]:
    """The moods of the source by kind, and the words of the English that may keep them."""
    return [found for kind in range(len(_MOODS)) if (found := _said(pair, kind)).marks]


def _said(pair: Pair, kind: int) -> Said:
    mood, text = _MOODS[kind], pair.target.text
    matches = [m for m in mood.vi.finditer(pair.source.text) if not _followed(pair, mood, m)]
    strong = [match.span() for match in mood.plain.finditer(text)]
    weak = [match.span() for match in mood.en.finditer(text)]
    return Said([Mark(*match.span(), kind) for match in matches], strong, weak)


def check(pair: Pair) -> Iterable[Check]:
    """Weigh the signs that a mood of the source is lost."""
    found = worst(pair, said(pair))
    if found and trees.score(MODEL, found[0].row()) > _MOST:
        at = found[1].start, found[1].end
        text = pair.source.text[slice(*at)]
        message = f"“{text}” is {_MOODS[found[1].kind].called}; the English does not say so."
        yield finding(NAME, message, text, source_at=at)


_REQUEST = re.compile(r"(?:đề nghị|kiến nghị|đề xuất|yêu cầu|kêu gọi|cảnh báo|khuyến cáo)", re.I)
_FORCED = re.compile(r"(?<!\w)(?:khiến|làm|buộc)(?!\w)[^,.;:]*$", re.IGNORECASE)
_REASON = re.compile(r"(?<!\w)(?:do|vì|bởi|nhờ)(?!\w)", re.IGNORECASE)


def _followed(pair: Pair, mood: _Mood, match: re.Match[str]) -> bool:
    """Whether the word only goes on with a request, or with "vì … nên" says because."""
    before = pair.source.text[: match.start()]
    if mood.called == "a duty":
        forced = _FORCED.search(before) or before.endswith(("việc ", "sẽ "))
        return bool(forced)
    reason = bool(_REASON.search(before) or _REQUEST.match(pair.source.text[match.end() + 1 :]))
    return mood.called == "advice" and reason
