"""Words that change what is told and leave a trace in English: suspected, mid-June, faster."""

import re
from collections.abc import Iterable

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding

NAME = "coverage"
_TIME = r"(?=(?:tháng (?:\d|tư|giêng)|năm (?:19|20)\d\d))"
_MEASURES = (
    "nhanh|chậm|cao|thấp|lớn|nhỏ|nhiều|ít|sớm|muộn|tốt|xấu|mạnh|yếu|dài|ngắn|rộng|hẹp|nặng|nhẹ|đắt|rẻ"
    "|xa|gần|trẻ|già|khó|dễ|tệ|kém|thuận lợi|nghiêm trọng|hiệu quả"
)
_WORDS = tuple(
    (re.compile(rf"(?<!\w)(?:{vi})(?!\w)", re.I), re.compile(rf"(?<!\w)(?:{en})(?!\w)", re.I))
    for vi, en in (
        (rf"giữa {_TIME}\w+", r"mid\w*|middle|halfway|between|half"),
        (rf"(?<!lần )(?<!bắt )đầu {_TIME}\w+",
         r"early|earlier|beginning|begin\w*|start\w*|first|outset|onset|opening|since|january|1st"),
        (rf"(?<!nửa )cuối {_TIME}\w+",
         r"late|later|latter|end\w*|last|clos\w*|final\w*|december|decade|toward\w*|by|previous"),
        (r"nghi ngờ|tình nghi|nghi can",
         r"suspect\w*|suspic\w*|doubt\w*|alleg\w*|question\w*|sceptic\w*|skeptic\w*|believ\w*"
         r"|accus\w*|wonder\w*|uncertain\w*|challeng\w*|man|men|woman|attacker\w*|gunm[ae]n"
         r"|assailant\w*|mistrust\w*|distrust\w*|perpetrator\w*|possibl\w*|presum\w*|defendant\w*"
         r"|concern\w*|scrutin\w*|wary|fear\w*|culprit\w*|criminal\w*"),
        (r"vợ", r"wi(?:fe|ves)|spouses?|marri\w*|couples?|marry\w*|bride\w*|partners?|widow\w*"
                r"|wedding\w*|polygam\w*|girl\w*|husband\w*|parents|in-laws?|first lady"
                r"|divorc\w*|ex"),
        (r"(?<!biển )(?<!chất )(?<!xếp )(?<!lớp )chồng(?! (?:chất|chéo|lên|đống))",
         r"husbands?|spouses?|marri\w*|couples?|marry\w*|groom\w*|partners?|widow\w*|wi(?:fe|ves)"
         r"|hubby|men|parents|in-laws?|divorc\w*|ex"),
        (r"con trai", r"sons?|boys?|child\w*|kids?|heirs?|male|bab(?:y|ies)|toddler\w*"),
        (r"con gái", r"daughters?|girls?|child\w*|kids?|female|bab(?:y|ies)|toddler\w*|wom[ae]n"),
        (r"(?<=/)lượng|vàng miếng|đồng một lượng", r"taels?|ounces?|gold|bars?|bullion"),
        (r"(?<=đồng/)lượng", r"taels?"),
        (r"(?-i:[Aa]nh hùng)", r"\w*hero\w*"),
        (rf"(?:{_MEASURES}) hơn(?! (?:bao giờ|hết|cả|nữa|ai))",
         r"more|less|than|\w{2,}er|\w{2,}est|worse|most|least|exceed\w*|above|over|beyond|up|down|too"
         r"|increas\w*|improv\w*|ahead|rather|surpass\w*|outperform\w*|outnumber\w*|ris(?:e|es|ing)"
         r"|rose|reduc\w*|enhanc\w*|strengthen\w*|speed\w*|accelerat\w*|as|relatively|even|compared"
         r"|unlike|beat\w*|doubl\w*|times|deep\w*|gr[oe]w\w*|expand\w*|rais\w*|earl\w+|difficult\w*"
         r"|superior|inferior|prefer\w*|minor\w*|major\w*|extra|additional|prolong\w*|senior|junior|heav\w+"),
    )
)  # fmt: skip


def check(pair: Pair) -> Iterable[Check]:
    """Find such words of the source of which the English shows nothing."""
    for vi, en in _WORDS:
        said = vi.search(pair.source.text)
        if said and not en.search(pair.target.text):
            message = f"The translation may leave out “{said.group()}”."
            yield finding(NAME, message, said.group(), source_at=said.span())
