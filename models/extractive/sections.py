"""The parts of a conference report: who met, what was achieved, reported, asked and concluded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.extractive.unit import CAPITALS, Unit

_MEETING = re.compile(
    r"hội nghị|hội thảo|kỳ họp|phiên họp|cuộc họp|buổi họp|họp báo|đại hội|buổi làm việc"
    r"|tọa đàm|toạ đàm|giao ban|buổi lễ|lễ (?:kỷ niệm|phát động|ra quân|tổng kết|khai mạc)"
    r"|(?:tổ chức|diễn ra|tại) lễ"
)
_OPENS = 4  # sentences in which a report of a meeting names the meeting

# Somebody with a voice: an office or a form of address.
_PERSON = (
    r"(?:đồng chí|ông|bà|tướng|(?:đại|thượng|trung|thiếu) tá|thủ tướng|bộ trưởng|thứ trưởng"
    r"|chủ tịch|bí thư|tư lệnh|giám đốc|cục trưởng|tổng bí thư|chính ủy|đại diện"
    r"|lãnh đạo (?:tỉnh|thành phố|bộ|huyện|sở|quân khu|đơn vị|địa phương))"
)

# What opens a section, tried in this order on the first unit of each sentence. A sentence that
# opens none goes on with the section before it.
_MARKERS = (
    (
        "conclusion",
        r"^(?:phát biểu )?(?:kết luận|bế mạc)\b|\b(?:phát biểu|có ý kiến|đã) (?:kết luận|bế mạc)"
        r"|\bkết luận (?:hội nghị|hội thảo|cuộc họp|buổi|phiên|tại)",
    ),
    ("chair", r"\b(?:chủ trì|chủ tọa|chủ toạ)\b(?! (?:xây dựng|soạn|thực hiện|nghiên))"),
    ("report", r"^(?:phát biểu )?tham luận|^báo cáo tại|^trình bày|^thảo luận|\btham luận\b"),
    (
        "attendance",
        r"^(?:cùng |tham |đến |tới )?dự (?:và |hội|buổi|lễ|đại|có|còn|cuộc|phiên)"
        r"|\b(?:tham dự|đến dự|tới dự|cùng dự|dự hội nghị|dự buổi|dự lễ"
        r"|dự,? (?:và )?(?:phát biểu )?chỉ đạo)\b",
    ),
    (
        "results",
        r"^(?:(?:trong|qua|đến|tính đến) )?(?:năm|quý|\d+ (?:năm|tháng)|thời gian)"
        r" (?:20\d\d|qua|đầu)(?!.*\b(?:sẽ|phấn đấu)\b)|\bnổi bật\b|\bkết quả (?:nổi bật|đạt được)",
    ),
    (
        "shortcomings",
        r"^(?:tuy nhiên|bên cạnh|mặc dù|dù)"
        r".*\b(?:hạn chế|tồn tại|khó khăn|bất cập|vướng mắc|chưa)\b"
        r"|\b(?:còn|những|một số) (?:hạn chế|tồn tại|bất cập|vướng mắc)\b",
    ),
    (
        "guidance",
        r"^phát biểu (?:chỉ đạo|tại|khai mạc|với)"
        rf"|\b{_PERSON}\b(?:(?!\b(?:đề nghị|kiến nghị|đề xuất|báo cáo)\b).)*"
        r"\b(?:phát biểu chỉ đạo|nhấn mạnh|yêu cầu|lưu ý|biểu dương)\b",
    ),
    ("request", r"\b(?:đề nghị|kiến nghị|đề xuất|mong muốn|mong rằng)\b"),
    (
        "report",
        rf"\b(?:{_PERSON}|theo)\b.*\b(?:báo cáo|trình bày|cho biết|cho hay|chia sẻ|thông tin)\b",
    ),
    (
        "plan",
        r"^(?:trong )?(?:năm (?:tới|20\d\d)|thời gian tới|giai đoạn|nhiệm kỳ tới|từ nay)"
        r".*\b(?:sẽ|tiếp tục|tập trung|phấn đấu|mục tiêu|nhiệm vụ)"
        r"|\b(?:phương hướng|nhiệm vụ trọng tâm|thời gian tới|phấn đấu)\b",
    ),
    ("results", r"\bđạt được\b|\bthành tích\b|\bhoàn thành\b|\bso với (?:cùng|năm)|\bkết quả\b"),
)
_PATTERNS = tuple((act, re.compile(pattern)) for act, pattern in _MARKERS)
_SPEAKER = re.compile(
    r"(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à|tướng|tá|úy|[Tt]hủ tướng|[Bb]ộ trưởng|[Cc]hủ tịch|[Bb]í thư)\s+"
    rf"((?:[{CAPITALS}]\w*\s?){{2,4}})"
)

_REPORTED = {"results", "shortcomings", "plan"}  # what a speaker's report goes through


@dataclass(frozen=True)
class Section:
    """A run of sentences in which one voice does one thing."""

    number: int  # from 0
    act: str  # "opening", "chair", "results", "report", "request", "conclusion", …


def is_conference(units: Sequence[Unit]) -> bool:
    """Say whether the report opens by naming a meeting."""
    opening = (unit.text.lower() for unit in units if unit.sentence < _OPENS)
    return any(_MEETING.search(text) for text in opening)


def sections(units: Sequence[Unit]) -> list[Section]:
    """Return the section of each unit."""
    found: list[Section] = []
    section, speaker, last = Section(0, "opening"), "", units[0] if units else None
    for unit in units:
        if last is not None and unit.sentence != last.sentence:
            act, name = _act(unit.text), _speaker(unit.text)
            other = name not in ("", speaker)
            goes_on = unit.paragraph == last.paragraph and act in _REPORTED
            if act == "chair" and any(other.act == "chair" for other in found):
                act = "attendance"  # whoever leads at another place of the same meeting
            if _opens("" if goes_on and section.act == "report" else act, other, section):
                section = Section(section.number + 1, act)
            speaker = name or speaker
        found.append(section)
        last = unit
    return found


def _opens(act: str, other_voice: bool, section: Section) -> bool:
    """Say whether a sentence opens a section, given the one that is running."""
    if section.act == "conclusion" and not other_voice:
        return False  # whoever concludes also asks, plans and praises
    return bool(act) and (act != section.act or other_voice)


def _act(text: str) -> str:
    lowered = text.lower()
    return next((act for act, pattern in _PATTERNS if pattern.search(lowered)), "")


def _speaker(text: str) -> str:
    match = _SPEAKER.search(text)
    return match.group(1).strip() if match else ""
