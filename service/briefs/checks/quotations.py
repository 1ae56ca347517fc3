"""Who said it, and in whose words: a statement does not become a fact, a quotation stays one."""

import re
from collections.abc import Iterable

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding, remark

NAME = "quotations"
_FEWEST = 5  # words of a quotation; fewer only stand out
_QUOTED = re.compile(r"[“\"«](?P<words>[^“”\"«»]+)[”\"»]")
_MARKS = re.compile(r"[“”\"«»:]|(?<!\w)[‘'](?=\w)")
_QUOTES = re.compile(r"[“”\"«»]|(?<!\w)[‘'](?=\w)")
_SAYS = re.compile(
    r"(?<!không )(?<!chưa )(?<!\w)(?:cho biết|cho hay|(?<!tái )khẳng định|nhấn mạnh|tuyên bố"
    r"|thừa nhận|nói (?:rằng|thêm)|chia sẻ rằng|thông báo rằng|cảnh báo rằng"
    r"|theo (?:ông|bà|anh|chị|bộ|sở|cục|tổng cục|ủy ban|uỷ ban|báo|tờ|hãng|trang|các chuyên gia"
    r"|chuyên gia|nghiên cứu|báo cáo|thống kê|số liệu|cáo trạng|cảnh sát|công an|tổ chức|viện"
    r"|đại sứ quán|nguồn tin|cơ quan|giới chức|chính quyền|truyền thông|dữ liệu|bộ trưởng"
    r"|thứ trưởng|một báo cáo|các bác sĩ)|(?-i:Theo [A-ZĐ]\w+)"
    r"|(?:ông|bà|anh|chị|cô|cậu|họ) (?:nói(?! dối"
    r"| chuyện)|lưu ý|giải thích|chia sẻ|bày tỏ)"
    r"|nói(?=[.”\"]*$)|chia sẻ(?=[.”\"]*$))(?!\w)",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|tell(?:s|ing)?|told|add(?:ed|s|ing)|affirm\w*|stress\w*|emphasi\w*"
    r"|announc\w*|stat(?:ed?|es|ing|ements?)|not(?:ed?|es|ing)|claim\w*|according|explain\w*"
    r"|express\w*|remark\w*|comment\w*|report\w*|reveal\w*|confirm\w*|admit\w*|acknowledg\w*"
    r"|declar\w*|\w*assert\w*|insist\w*|argu\w*|warn\w*|suggest\w*|accus\w*|alleg\w*|show\w*"
    r"|shar(?:ed|es|ing)|indicat\w*|inform\w*|mention\w*|point\w*|recall\w*|believ\w*|conclud\w*"
    r"|ask\w*|answer\w*|repl(?:y|ied|ies)|spoke\w*|speak\w*|talk\w*|respond\w*|highlight\w*"
    r"|pledg\w*|vow\w*|contend\w*|maintain\w*|describ\w*|call\w*|under(?:lin|scor)\w*|learn\w*"
    r"|quot\w*|hear\w*|words?|thinks?|thought|estimat\w*|advis\w*|observ\w*|disclos\w*"
    r"|reiterat\w*|agree\w*|tweet\w*|wr[io]t\w*|voic\w*|conced\w*|attribut\w*|cit\w*|found|finds?"
    r"|knows?|known|proclaim\w*|urg\w*|blam\w*|lament\w*|complain\w*|jok\w*|address\w*|discuss\w*"
    r"|deliver\w*|speech|remind\w*|prais\w*|repeat\w*|predict\w*|promis\w*|detail\w*|guarantee\w*"
    r"|testif\w*|clarif\w*|commit\w*|ban(?:ned|s)?|continu\w*|(?:go(?:es|ing)?|went) on"
    r"|let\w* .{0,20}know|put it)\b",
    re.IGNORECASE,
)


def check(pair: Pair) -> Iterable[Check]:
    """Find statements without their "said", and quotations without their marks."""
    source, target = pair.source.text, pair.target.text
    says = _SAYS.search(source)
    if says and not _SAID.search(target):
        message = f"“{says.group()}” is left out: a statement became a fact."
        yield finding(NAME, message, says.group(), source_at=says.span())
    quoted, there = _quotation(source), _quotation(target)
    if quoted and not _QUOTES.search(target):
        message = f"“{quoted['words']}” is quoted; the English does not say so."
        yield finding(NAME, message, quoted.group(), source_at=quoted.span())
    if there and not _MARKS.search(source):
        message = "The English quotes, the source does not."
        yield remark(NAME, message, target=there.group(), target_at=there.span())


def _quotation(text: str) -> re.Match[str] | None:
    """The first quotation that is long enough to be somebody's words."""
    long = (m for m in _QUOTED.finditer(text) if len(m["words"].split()) >= _FEWEST)
    return next(long, None)
