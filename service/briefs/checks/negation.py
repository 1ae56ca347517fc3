"""A sentence that denies still denies, and one that does not, does not."""

import re
from collections.abc import Iterable

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding

NAME = "negation"
# không in words and idioms that deny nothing.
_IDLE = re.compile(
    r"(?<!\w)(?:hàng không|không (?:khí|gian|quân|trung|lực|tặc|phận|kích|vận|ảnh|dưng|chỉ|những"
    r"|ngừng|quá|ít|ngớt|ngơi|biết bao|người lái|đối không|kém|thể thiếu|thể không|phải là không"
    r"|đâu|chừng|bao lâu|lâu|nhỏ|mấy|đến|dưới|dây|hẹn|gì|vượt|tránh khỏi)|phòng không|trên không"
    r"|đường không|(?:có )?hay không|được không|phải không|đúng không|số không|chân không|hư không"
    r"|chưa (?:từng có|kể|đầy|đến \d|tới \d)|chẳng (?:hạn|mấy)|không phải chỉ"
    r"|không có gì ngạc nhiên"
    r"|liệu .{0,60} không)(?!\w)",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"(?<!\w)(?:không|chưa|chẳng|chả|đừng)(?!\w)(?!\s*[?”\"]*\s*$)(?!\s*\?)", re.IGNORECASE
)
# Words that deny without a particle; English may well say them with "not".
_LEXICAL = re.compile(
    r"(?<!\w)(?:phi|vô|bất|thiếu|tránh|chống|ngừng|cấm|từ chối|phủ nhận|bác|trừ|hết|mất|khó|hiếm|ít"
    r"|kém|sai|trái|ngoài|chứ|miễn|khỏi|quên|mù|ngưng|thôi|hủy|huỷ|loại|tắt|dừng|hoãn|giảm|chấm|bãi"
    r"|gỡ|bỏ|rời|lỡ|hụt|trượt|thua|dứt|xóa|xoá|ngoại|phản|nghỉ|vắng|trống|giấu|kín|thất|cạn|ngăn"
    r"|hạn|chặn|nhưng|tuy|dù|mặc|thay|hơn|chỉ|mới|còn|gì|ai|đâu|nào|hay|cả|trở|quá|vẫn|lại)"
    r"(?!\w)",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:not|no(?!\.)|never|cannot|none|nor|neither|without|nothing|nobody|nowhere)\b|n['’]t\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:fail\w*|lack\w*|refus\w*|den(?:y|ied|ies|ying)|avoid\w*|hardly|barely|rarely|seldom"
    r"|scarcely|few|fewer|little|less|absen\w*|exempt\w*|quit|downplay\w*|asympt\w*|missing|missed"
    r"|reject\w*|unless|except|excluding|unlikely|prohibit\w*|forbid\w*|ignor\w*|neglect\w*|zero"
    r"|doubt\w*|instead|rather than|regardless|yet to|against|dislike\w*|forbade|prevent\w*"
    r"|irrespective|halt\w*|lest|impossib\w*"
    r"|un(?!der|til|it|i[ov]|cle|iver|ique|esco|icef|less|ion|load|iform|if)\w{3,}"
    r"|in(?:ability|adequate|active|visible|complete|correct|sufficient|secure|capable|effective"
    r"|accurate|eligible|valid|significant|convenient|expensive|formal|consistent|stable|tolerable"
    r"|appropriate|evitable|dependent|experienced|frequent)\w*"
    r"|im(?:perfect|proper|patien|mature|mobile|balance)\w*|ir(?:regular|respons|relevant)\w*"
    r"|il(?:legal|legible|logical|licit|literate)\w*|non-?\w{3,}|\w{3,}less(?:ly)?|\w+-free"
    r"|dis(?:agree|appear|satisf|allow|regard|continu|qualif|abled|belie|courag|approv"
    r"|hones)\w*)\b",
    re.IGNORECASE,
)
_EN_IDLE = re.compile(
    r"\b(?:not (?:only|just|merely|simply|least|long|far|surprising\w*|more than|to mention|until)"
    r"|if not|or not|why not|can(?:not|'t) help|do(?:n['’]t| not) forget|nevertheless|no later than"
    r"|no matter|no longer than|not all that|n['’]t (?:it|they|he|she|you|we))\b",
    re.IGNORECASE,
)
_CLEAR = re.compile(r"\b(?:not|never|cannot|none|neither)\b|n['’]t\b", re.IGNORECASE)


def check(pair: Pair) -> Iterable[Check]:
    """Count the denials of each side; more or fewer than the other can account for is a finding."""
    source, target = _IDLE.sub(" ", pair.source.text), _EN_IDLE.sub(" ", pair.target.text)
    denials = list(_DENIAL.finditer(source))
    spare = max(0, len(_WEAK.findall(target)) - len(_STRICT_LEXICAL.findall(source)))
    if len(denials) > len(_STRONG.findall(target)) + spare:
        span = source[denials[0].start() : denials[0].start() + 40]
        yield finding(NAME, "The source denies something, the translation does not.", span)
    clear = _CLEAR.search(target)
    if (
        clear
        and not denials
        and not _DENIAL.search(pair.source.text)
        and not _LEXICAL.search(source)
    ):
        span = target[max(0, clear.start() - 20) : clear.end() + 20]
        yield finding(NAME, "The translation denies something, the source does not.", "", span)


_STRICT_LEXICAL = re.compile(
    r"(?<!\w)(?:từ chối|phủ nhận|thiếu|vô|bất|phi|cấm|tránh|ít|trừ|hiếm|bác bỏ|trái phép|chống"
    r"|ngăn|phòng|đối với|phản đối)(?!\w)",
    re.IGNORECASE,
)
