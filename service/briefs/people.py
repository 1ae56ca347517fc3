"""Find the names of people in Vietnamese text: a family name, then the rest in capitals."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from service.glossary.syllables import syllable_key

FAMILY_NAMES = frozenset(
    syllable_key(name)
    for name in (
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Đoàn Mai"
        " Trương Lâm Đào Hà Cao Lương Lưu Tạ Chu Châu Thái Tô Kiều Quách Vương Đàm Triệu Phùng Tống"
        " Nông Ma Hứa La Lò Vi Quàng Giàng Sùng Thào Vàng Hoá Hạ Tăng Từ Thân Bạch Bế Khổng Nghiêm"
        " Doãn Đồng Ông Âu Cù Hầu Lục Mạc Mã Ninh Ngụy Nhâm Nhữ Ôn Phó Phí Quan Sầm Tiêu Tôn Tưởng"
        " Thạch Thiều Ứng Văn Viên Vương Xa Đường Điêu Đậu Danh Diệp Giang Giáp Kim Khúc Khuất Lại"
        " Lã Lữ Liêu Mẫn Mộc Ngọ Trà Trang Hờ Lường Cà Cầm Tòng Lềnh Thẩm Tấn Chảo Phàn Tẩn Dư Lầu Bàn"
        " Long Đới Cung Cấn Chử Hàn Hán Hoắc Hàng Vừ Hạng Mùa Ly Cháng Cứ Thò Pờ Lỳ Chang Rơ Ksor"
    ).split()
)
# Capitals and small letters take turns from Ạ on, so they cannot be named as a range.
UPPER = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯ" + "".join(
    c for c in map(chr, range(0x1EA0, 0x1EFA)) if c.isupper()
)
_SYLLABLE = rf"[{UPPER}][^\W\d_{UPPER}]+"
_RUN = re.compile(rf"(?<![\w\-]){_SYLLABLE}(?:[ \u00a0]{_SYLLABLE}){{1,4}}(?!\w)")
# What makes a run of capitals a place, a street, a body or a title instead of a person.
_NOT_BEFORE = re.compile(
    r"(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|thị trấn|xã|phường|thôn|bản|ấp|làng|đường|phố|cầu"
    r"|sông|núi|hồ|đảo|trường|THPT|THCS|tiểu học|đại học|học viện|bệnh viện|sân bay|cảng|công ty|"
    r"tập đoàn|ngân hàng|quảng trường|công viên|đền|chùa|tượng đài|tư tưởng|TNCS|chiến dịch|đội|"
    r"giải thưởng|khu di tích|tổng|đồn|cửa khẩu|ga|chợ|đèo|sân vận động|nhà máy|dự án|CSGT|lăng"
    r"|cộng sản|bảo tàng|khu vực|miền|vùng|mang tên|tàu|xóm|khu phố|tổ dân phố|đoàn|cung|rạp)\s+$",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(
    "hà_nội hà_nam hà_giang hà_tĩnh hà_tây hà_lan hồ_chí_minh_city thái_nguyên thái_bình thái_lan cao_bằng lâm_đồng đồng_nai"
    " đồng_tháp đồng_hới ninh_bình ninh_thuận long_an long_xuyên vũng_tàu an_giang kiên_giang hà_đông"
    " bình_dương hải_dương hậu_giang tiền_giang bắc_giang hàn_quốc triều_tiên trung_quốc"
    " bạch_mai ma_rốc kim_ngưu la_mã văn_phòng văn_hóa văn_bản hội_đồng đồng_chí quan_hệ"
    " công_an đường_sắt giang_tây vi_rút hàng_hải hàng_không tôn_giáo trương_gia_giới"
    " đoàn_thanh_niên đoàn_đại_biểu đảng_ủy mai_châu lưu_ý từ_đó từ_năm từ_ngày ông_già"
    " cao_đẳng cao_tốc kim_ngạch đồng_bằng đồng_hồ giang_nam quan_lạn quan_sơn châu_âu"
    " châu_á châu_phi châu_mỹ châu_úc châu_thành hàm_thuận kim_sơn kim_bảng kim_động lương_sơn"
    " lâm_hà lạng_sơn lý_sơn ninh_giang ninh_hải phú_thọ thạch_thất thạch_hà văn_lâm văn_giang"
    " đông_anh đoàn_trường lý_luận lý_lịch tăng_trưởng từ_liêm từ_sơn thân_nhân hạ_long hạ_viện"
    " hạ_hòa hạ_tầng quan_hóa phó_giáo phó_chủ phó_thủ phó_giám phó_bí phó_trưởng phó_tổng"
    " phó_tư phó_chánh phó_cục phó_viện phó_ban phó_đô phó_tỉnh phó_chính phó_chỉ phó_hiệu"
    " phó_tham phó_đoàn phó_đội phó_phòng phó_vụ phó_đại phó_thống phó_tổng bàn_về"
    " danh_sách đường_dây tống_đạt vàng_bạc vàng_miếng vàng_sjc viên_chức vương_quốc".split()
)


@dataclass(frozen=True)
class Name:
    """The name of a person at [start, end)."""

    start: int
    end: int
    text: str


def person_names(text: str) -> list[Name]:
    """The names of people in `text`; bodies, places and streets with such names are left out."""
    return [name for run in _RUN.finditer(text) for name in _names(text, run)]


def starts_like_a_name(syllables: Iterable[str]) -> bool:
    """Whether the first of these syllables is a family name and the second fits it."""
    keys = [syllable_key(syllable) for syllable in syllables]
    family = len(keys) > 1 and keys[0] in FAMILY_NAMES
    return family and "_".join(keys[:2]) not in _NOT_NAMES


def _names(text: str, run: re.Match[str]) -> list[Name]:
    """The person in a run of capitals: it may begin with a title, "Bộ trưởng" or "Ông"."""
    words = list(re.finditer(r"[^\W_]+", run.group()))
    for first, word in enumerate(words[:-1]):
        start = run.start() + word.start()
        if starts_like_a_name(w.group() for w in words[first:]):
            before = text[max(0, start - 24) : start]
            return [] if _NOT_BEFORE.search(before) else [_name(text, start, run.end())]
    return []


def _name(text: str, start: int, end: int) -> Name:
    return Name(start, end, text[start:end])
