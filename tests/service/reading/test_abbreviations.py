"""Abbreviations are whole tokens, and a report's own definitions come first."""

import pytest

from service.reading.abbreviations import expand, find_abbreviations, load_abbreviations


def written_out(text: str) -> str:
    return expand(text, dict(find_abbreviations(text)))


def test_table_is_complete() -> None:
    table = load_abbreviations()
    assert len(table) >= 250
    assert all(row.vi and row.en and row.domain for row in table.values())
    assert table["GDQP&AN"].vi == "giáo dục quốc phòng và an ninh"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LLVT tỉnh Bắc Kạn", "Lực lượng vũ trang tỉnh Bắc Kạn"),
        ("khả năng SSCĐ của LLVT", "khả năng sẵn sàng chiến đấu của lực lượng vũ trang"),
        ("Hội đồng GDQP&AN các cấp", "Hội đồng giáo dục quốc phòng và an ninh các cấp"),
        ("Bộ CHQS tỉnh", "Bộ chỉ huy quân sự tỉnh"),
        ("ANCT, TTATXH", "An ninh chính trị, trật tự, an toàn xã hội"),
        ("Quyết định số 15/QĐ-UBND", "Quyết định số 15/QĐ-UBND"),
        ("Nghị định 13/2023/NĐ-CP", "Nghị định 13/2023/NĐ-CP"),
        ("phát triển KT-XH", "phát triển kinh tế - xã hội"),
        ("llvt và XUBND", "llvt và XUBND"),
        ("UBND TP.HCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
        ("BCH quân sự tỉnh", "Bộ chỉ huy quân sự tỉnh"),
        ("BCH Đảng bộ tỉnh", "Ban chấp hành Đảng bộ tỉnh"),
        ("BCH họp", "BCH họp"),
        ("BCH Đảng bộ và BCH quân sự", "BCH Đảng bộ và BCH quân sự"),
        ("ra TT và CT mới", "ra TT và CT mới"),
        (
            "lập ban chỉ đạo (BCĐ). BCĐ đã họp",
            "lập ban chỉ đạo. Ban chỉ đạo đã họp",
        ),
        ("gọi là TCN (trại cai nghiện); TCN mở", "gọi là trại cai nghiện; trại cai nghiện mở"),
        ("chủ đầu tư (DN) là DN tư nhân", "chủ đầu tư (doanh nghiệp) là doanh nghiệp tư nhân"),
        ("doanh nông (DN) và DN khác", "doanh nông và doanh nông khác"),
        ("", ""),
    ],
)
def test_expand(text: str, expected: str) -> None:
    assert written_out(text) == expected


def test_found_in_order_of_appearance() -> None:
    assert find_abbreviations("DQTV và LLVT, DQTV") == (
        ("DQTV", "dân quân tự vệ"),
        ("LLVT", "lực lượng vũ trang"),
    )
