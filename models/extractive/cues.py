"""The phrases by which Vietnamese reports of conferences say what a sentence is for."""

import re

# Each act of a conference with the phrases that announce it.
ACTS = {
    "opening": (
        "tổ chức hội nghị", "tổ chức hội thảo", "tổ chức lễ", "tổ chức họp", "tổ chức cuộc họp",
        "tổ chức kỳ họp", "tổ chức phiên họp", "tổ chức buổi", "tổ chức tọa đàm",
        "tổ chức đại hội", "đã tổ chức", "khai mạc", "hội nghị tổng kết", "hội nghị sơ kết",
        "hội nghị triển khai", "đã diễn ra", "diễn ra", "làm việc với", "họp báo",
    ),
    "chair": ("chủ trì", "chủ tọa", "chủ toạ", "điều hành hội nghị", "dẫn đầu"),
    "attendance": (
        "tham dự", "đến dự", "tới dự", "cùng dự", "dự hội nghị", "dự buổi", "dự lễ", "có mặt tại",
        "dự và", "cùng tham gia",
    ),
    "results": (
        "kết quả", "hoàn thành", "nổi bật", "chỉ tiêu", "vượt", "thành tích", "thành tựu",
        "đạt được", "đạt chất lượng", "đạt tỷ lệ", "so với cùng kỳ", "ước đạt", "tăng trưởng",
        "thực hiện tốt", "được nâng lên",
    ),
    "shortcomings": (
        "hạn chế", "tồn tại", "khó khăn", "bất cập", "vướng mắc", "yếu kém", "chưa đạt",
        "thách thức", "nguyên nhân",
    ),
    "report": (
        "báo cáo", "tham luận", "trình bày", "thảo luận", "cho biết", "cho hay", "thông tin",
        "ý kiến", "phát biểu", "chia sẻ", "khẳng định", "đánh giá", "cho rằng",
    ),
    "request": ("đề nghị", "kiến nghị", "đề xuất", "mong muốn", "mong rằng", "kêu gọi"),
    "directive": (
        "yêu cầu", "chỉ đạo", "nhấn mạnh", "lưu ý", "quán triệt", "giao cho", "đề nghị các",
    ),
    "conclusion": ("kết luận", "bế mạc", "phát biểu kết luận", "kết thúc hội nghị"),
    "plan": (
        "thời gian tới", "trong năm tới", "nhiệm vụ trọng tâm", "phương hướng", "phấn đấu",
        "mục tiêu", "kế hoạch", "giải pháp", "tiếp tục", "tập trung", "triển khai nhiệm vụ",
    ),
    "decision": (
        "quyết định", "ban hành", "phê duyệt", "thông qua", "ký kết", "công bố", "khen thưởng",
        "trao tặng", "khởi tố", "bổ nhiệm", "thống nhất",
    ),
}  # fmt: skip

# Openings that lean on the sentence before, so that the sentence does not stand alone.
CONNECTIVES = (
    "tuy nhiên", "tuy vậy", "ngoài ra", "bên cạnh đó", "đồng thời", "vì vậy", "vì thế", "do đó",
    "do vậy", "theo đó", "trong khi đó", "trong đó", "cụ thể", "mặt khác", "hơn nữa", "nhưng",
    "song", "và", "còn", "sau đó", "từ đó", "khi đó", "lúc này", "lúc đó", "cũng theo", "cũng",
    "thậm chí", "ngược lại", "đặc biệt", "qua đó", "đáng chú ý", "tương tự", "nếu", "nhờ đó",
)  # fmt: skip
PRONOUNS = (
    "ông", "bà", "anh", "chị", "cô", "họ", "nó", "em", "tôi", "chúng tôi", "chúng ta", "đây",
    "đó", "điều này", "điều đó", "việc này", "vụ việc", "người này", "nạn nhân", "theo ông",
    "theo bà", "theo anh", "đơn vị này", "cơ quan này", "vị này", "đối tượng",
)  # fmt: skip
# What every conference says, and no reader remembers.
FORMULAS = (
    "quán triệt các", "quán triệt sâu sắc", "tiếp tục quán triệt", "quán triệt, triển khai",
    "phối hợp chặt chẽ", "lãnh đạo, chỉ đạo", "nhiều nhiệm vụ đạt kết quả", "phát huy kết quả",
    "phát huy những kết quả", "nêu cao tinh thần", "thực hiện tốt nhiệm vụ", "cảm ơn",
    "bày tỏ vui mừng", "chúc mừng", "đánh giá cao sự", "trân trọng", "nhiều ý kiến tâm huyết",
    "hoàn thành xuất sắc nhiệm vụ", "trong tình hình mới",
)  # fmt: skip


def _any_of(phrases: tuple[str, ...]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)"


_ACTS = {name: re.compile(_any_of(phrases)) for name, phrases in ACTS.items()}
_FORMULA = re.compile(_any_of(FORMULAS))
_CONNECTIVE = re.compile(_any_of(CONNECTIVES))
_PRONOUN = re.compile(_any_of(PRONOUNS))
_LEADING_MARKS = " \t\"'“”‘’«([-–—•*+"


def acts(text: str) -> dict[str, int]:
    """Return for each act how many of its phrases `text` holds."""
    lowered = text.lower()
    return {name: len(pattern.findall(lowered)) for name, pattern in _ACTS.items()}


def is_formula(text: str) -> bool:
    """Say whether `text` uses a formula of official speech."""
    return _FORMULA.search(text.lower()) is not None


def starts_with_connective(text: str) -> bool:
    """Say whether `text` opens with a word that points back, such as "tuy nhiên"."""
    return _CONNECTIVE.match(text.lower().lstrip(_LEADING_MARKS)) is not None


def starts_with_pronoun(text: str) -> bool:
    """Say whether `text` opens with somebody or something named only earlier."""
    return _PRONOUN.match(text.lower().lstrip(_LEADING_MARKS)) is not None
