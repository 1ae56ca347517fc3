"""A sentence that denies still denies, and one that does not, does not."""

import re
from collections.abc import Iterable

from service.briefs.brief import Check
from service.briefs.checks import trees
from service.briefs.checks.keeping import Mark, Said, worst
from service.briefs.checks.pair import Pair, finding

NAME = "negation"
MODEL = "negation.json.xz"
_MOST = -1.0  # log-odds that a denial is lost, by `keeping_recipe`
_PARTICLES = ("không", "chưa", "chẳng", "chả", "đừng")
# không in words and idioms that deny nothing.
_IDLE = re.compile(
    r"(?<!\w)(?:hàng không|không (?:khí|gian|quân|trung|lực|tặc|phận|kích|vận"
    r"|ảnh(?! hưởng)|dưng|chỉ|những"
    r"|ngừng|quá|ít|ngớt|ngơi|biết bao|người lái|đối không|kém|thể thiếu|thể không|phải là không"
    r"|đâu|chừng|bao lâu|lâu|nhỏ|mấy|đến|dưới|dây|hẹn|gì|vượt|tránh khỏi"
    r"|thường trú|kỳ hạn|sao(?! chép)|tài nào|tưởng|trọng lượng)|phòng không|trên không"
    r"|đường không|(?:có )?hay không|được không|phải không|đúng không|số không|chân không|hư không"
    r"|chưa (?:từng có|kể|đầy|đến(?= \d)|tới(?= \d))|chẳng (?:hạn|mấy)|không phải chỉ"
    r"|không có gì ngạc nhiên|một không hai|khoảng không|tay không|bầu không"
    r"|nếu không(?=\s*[,.;]| (?:thì|sẽ|chúng|họ|bạn|ông|bà|tôi|anh|nó|hậu quả|tình))"
    r"|chẳng bao lâu|chưa biết chừng|không\s*[\"”.)\]'’]+$"
    r"|(?:(?<!nhiên )(?<!dữ )(?<!tài )(?<!vật )(?<!nguyên )(?<!tư )(?<!trị )(?<!số )liệu|có)"
    r" [^,.;:]{1,80} không(?=(?: (?:vẫn|khi|là|hay|thì))|\s*[,.;?”\"])"
    r"|cho dù [^,.;:]{1,60}hay không)(?!\w)",
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
    r"\b(?:free (?:of|from)|empt(?:y|ied)|vacant|stop(?:s|ped)? short|exclud\w*|deactivat\w*|wrong"
    r"|under-?age\w*|ban|bans|banned|aside from|apart from|other than|kept? \w+ from"
    r"|mis(?:s|use)\w*"
    r"|against|prevent\w*|adverse\w*|bad|badly|poor\w*|ineffective\w*|worse|block\w*|halt\w*"
    r"|yet to|away from|out of|sterile|pending|anything but|struggl\w*|difficult\w*"
    r"|loses?|losing|lost|hands off|counter|contrary|oppos\w*|restrict\w*"
    r"|spared?|hesitat\w*|reluctan\w*"
    r"|at large|despite|far from|too \w+ to|skip\w*|disguis\w*|naive|wrongly|otherwise"
    r"|outlaw\w*|nix\w*|stay(?:ed|s)? \w+|forgo\w*|abstain\w*|abstention|shortage\w*|drop(?:s|ped)?"
    r"|never\w+|rarely|anyone but|give up|gave up|any more|anymore"
    r"|fail\w*|lack\w*|refus\w*|den(?:y|ied|ies|ying)|avoid\w*|hardly|barely|rarely|seldom"
    r"|scarcely|few|fewer|little|less|absen\w*|exempt\w*|quit|downplay\w*|asympt\w*|missing|missed"
    r"|reject\w*|unless|except|excluding|unlikely|prohibit\w*|forbid\w*|ignor\w*|neglect\w*"
    r"|doubt\w*|instead|rather than|regardless|dislike\w*|forbade"
    r"|irrespective|lest|impossib\w*"
    r"|un(?!der|til|it|i[ov]|cles?\b|iver|ique|esco|icef|less|ion|load|iform|if)\w{3,}"
    r"|in(?:ab|access|conclus|decent|approp|consequ|cred|discrim|distinct|experienc|fertil|hospit|discreet|tact|transig|equal|justice|vinc|visib|somn|accur|activ|adequ|admiss|advert|appropr|calc|capab|complet|compat|consist"
    r"|consid|conven|correct|decis|defin|direct|disp|effect|elig|equit|evit|exact|excus|exhaust"
    r"|expens|exper|flex|formal|frequ|human|just|offens|operab|secur|sens|separ|signif|solv|stab"
    r"|suffic|toler|valid|variab|visib|volunt)\w*"
    r"|im(?:perfect|poss|plaus|prob|measur|mune|partial|pract|proper|patien|mature|mobile|balance)\w*|ir(?:regular|respons|relevant)\w*"
    r"|il(?:legal|legible|logical|licit|literate)\w*|non-?\w{3,}|\w{3,}less(?:ly)?|\w+-free"
    r"|dis(?:agree|taste|tance|suad|continu|prov|appoint|obey|obed|engag|like|trust|respect|appear|satisf|allow|regard|continu|qualif|abled|belie|courag|approv"
    r"|hones)\w*)\b",
    re.IGNORECASE,
)
_EN_IDLE = re.compile(
    r"\b(?:not (?:only|just|merely|simply|least|long|surprising\w*|more than|to mention|until)"
    r"|if not|or not|why not|can(?:not|'t) help|do(?:n['’]t| not) forget|nevertheless|no later than"
    r"|no matter|no longer than|not all that|n['’]t (?:it|they|he|she|you|we))\b",
    re.IGNORECASE,
)
_CLEAR = re.compile(r"\b(?:not|never|cannot|none|neither)\b|n['’]t\b", re.IGNORECASE)


def said(pair: Pair) -> list[Said]:
    """The denials of the source, and the words of the English that may keep them."""
    source, target = _blanked(_IDLE, pair.source.text), _blanked(_EN_IDLE, pair.target.text)
    denials = [
        Mark(*match.span(), _PARTICLES.index(match.group().lower()))
        for match in _DENIAL.finditer(source)
    ]
    strong = [match.span() for match in _STRONG.finditer(target)]
    weak = [match.span() for match in _WEAK.finditer(target)]
    return [Said(denials, strong, weak)] if denials else []


def check(pair: Pair) -> Iterable[Check]:
    """Weigh the signs that a denial is lost, then look for more than the source accounts for."""
    source, target = _blanked(_IDLE, pair.source.text), _blanked(_EN_IDLE, pair.target.text)
    found = worst(pair, said(pair))
    if found and trees.score(MODEL, found[0].row()) > _MOST:
        span = found[1].start, min(len(source), found[1].start + 40)
        message = "The source denies something, the translation does not."
        yield finding(NAME, message, pair.source.text[slice(*span)], source_at=span)
    clear = _CLEAR.search(target)
    if (
        clear
        and not _DENIAL.search(source)
        and not _DENIAL.search(pair.source.text)
        and not _LEXICAL.search(source)
    ):
        span = max(0, clear.start() - 20), min(len(target), clear.end() + 20)
        message = "The translation denies something, the source does not."
        yield finding(NAME, message, "", pair.target.text[slice(*span)], target_at=span)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    """The text with the matches overwritten, so that offsets stay."""
    return pattern.sub(lambda match: " " * len(match.group()), text)
