"""A sentence that denies still denies, and one that does not, does not."""

import re
from collections.abc import Iterable

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding

NAME = "negation"
# không in words and idioms that deny nothing.
_IDLE = re.compile(
    r"hàng không|không (?:khí|gian|quân|trung|lực|tặc|phận|kích|vận|ảnh|dưng|chỉ|những|ngừng|quá|ít"
    r"|ngớt|ngơi|biết bao)|phòng không|trên không|đường không|có hay không|hay không|được không"
    r"|phải không|đúng không|số không|chân không|thinh không|hư không|vũ trụ không|đối không"
    r"|không người lái|không đối không|không kém|không thể thiếu|không thể không"
    r"|không phải là không"
    r"|chưa từng có|chưa kể|không đâu|không chừng|không bao lâu|không lâu|không nhỏ|không mấy"
    r"|không đến|không dưới|không lâu sau|chẳng hạn|chẳng mấy|không dây|không hẹn|không gì"
    r"|không cần",
    re.IGNORECASE,
)
_VI = re.compile(
    r"(?<!\w)(?:không|chưa|chẳng|chả|đừng)(?!\w)(?!\s*[?”\"]*\s*$)(?!\?)", re.IGNORECASE
)
_VI_ANY = re.compile(
    r"(?<!\w)(?:không|chưa|chẳng|chả|đừng|phi|vô|bất|thiếu|tránh|chống|ngừng|cấm|từ chối"
    r"|phủ nhận|bác|"
    r"trừ|hết|mất|khó|hiếm|ít|kém|sai|trái|ngoài|chứ|miễn|nghiêm|khỏi|quên|mù|ngưng|thôi|tuyệt|hủy|"
    r"huỷ|loại|tắt|dừng|hoãn|giảm|chấm|bãi|gỡ|bỏ|rời|lỡ|hụt|trượt|thua|dứt|xóa|xoá|nhưng|tuy|dù"
    r"|mặc|"
    r"vẫn|thay|hơn|chỉ|mới|còn|gì|ai|đâu|nào|ngoại|phản|nghỉ|vắng|rỗng|trống|giấu|kín|thất|liệu"
    r"|hay|"
    r"cả|trở|quá|bao|cạn|ngăn|phòng|hạn|chặn|lại)(?!\w)",
    re.IGNORECASE,
)
_EN = re.compile(
    r"\b(?:not|no|non|never|none|nor|neither|nothing|nobody|nowhere|without|cannot|unable|fail\w*|"
    r"lack\w*|refus\w*|den(?:y|ied|ies|ying)|avoid\w*|prevent\w*|hardly|barely|rarely|seldom|"
    r"scarcely|few|fewer|little|less|yet|only|rather|instead|free|away|absen\w*|exempt\w*"
    r"|quit\w*|downplay\w*|asympt\w*|miss\w*|reject\w*|"
    r"unless|except|until|unlikely|stop\w*|ban\w*|prohibit\w*|forbid\w*|far|beyond|before|nil|zero|"
    r"ignor\w*|neglect\w*|doubt\w*|loss\w*|los[te]\w*|out|off|otherwise|difficult\w*|hard|too|"
    r"declin\w*|disput\w*|contrary|even|remain\w*|despite|short|against|end\w*|any\w*|regardless|"
    r"wrong|bad|poor|still|nonetheless|un\w{3,}|in(?:ability|adequate|active|visible|complete"
    r"|direct|"
    r"correct|sufficient|secure|capable|effective|accurate|eligible|valid|significant|convenient|"
    r"expensive|formal|consistent|stead|stable|tolerable|appropriate|evitable|dependent)\w*|"
    r"im(?:possib|perfect|proper|patien|mature|mobile|balance)\w*|ir(?:regular|respons"
    r"|relevant)\w*|"
    r"il(?:legal|legible|logical|licit)\w*|dis\w{3,}|mis\w{3,}|non-?\w+|\w+less|\w+-free)\b"
    r"|n['’]t\b|\bcant\b|\bdont\b",
    re.IGNORECASE,
)
_EN_STRONG = re.compile(r"\b(?:not|never|cannot|none|neither)\b|n['’]t\b", re.IGNORECASE)
_EN_IDLE = re.compile(
    r"not only|not just|not to mention|not least|if not|or not|whether or not|not surprising\w*|"
    r"why not|not until|not long|cannot help|can't help|n['’]t (?:it|they|he|she|you|we)\b"
    r"|not more than|"
    r"not far|not merely|not simply|not all that|do not forget|don['’]t forget|not to exceed",
    re.IGNORECASE,
)


def check(pair: Pair) -> Iterable[Check]:
    """Look for a denial on each side that has no counterpart on the other."""
    source, target = _IDLE.sub(" ", pair.source.text), _EN_IDLE.sub(" only ", pair.target.text)
    denial, strong = _VI.search(source), _EN_STRONG.search(target)
    if denial and not _EN.search(target):
        span = source[denial.start() : denial.start() + 40]
        yield finding(NAME, "The source denies something, the translation does not.", span)
    if strong and not _VI_ANY.search(source):
        span = target[max(0, strong.start() - 20) : strong.end() + 20]
        yield finding(NAME, "The translation denies something, the source does not.", "", span)
