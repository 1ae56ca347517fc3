"""Sentences end where a reader ends them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.reading.sentences import paragraphs, sentences


def cut(text: str) -> list[str]:
    return [
        text[span.start : span.end] for block in paragraphs(text) for span in sentences(text, block)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu. Hai câu.", ["Một câu.", "Hai câu."]),
        ("Họp tại TP. Hồ Chí Minh. Sau đó về.", ["Họp tại TP. Hồ Chí Minh.", "Sau đó về."]),
        ("UBND TP.HCM họp. Xong.", ["UBND TP.HCM họp.", "Xong."]),
        ("PGS.TS. Nguyễn Văn A. phát biểu.", ["PGS.TS. Nguyễn Văn A. phát biểu."]),
        ("Ông A. cho biết. Bà B. Nguyễn nói.", ["Ông A. cho biết.", "Bà B. Nguyễn nói."]),
        ("Cam, quýt, v.v. đều tăng. Giá giảm.", ["Cam, quýt, v.v. đều tăng.", "Giá giảm."]),
        ("Có cam, quýt, v.v. Giá giảm.", ["Có cam, quýt, v.v.", "Giá giảm."]),
        (
            "Thu 1.234,5 tỷ đồng, tăng 2.5%. Chi giảm.",
            ["Thu 1.234,5 tỷ đồng, tăng 2.5%.", "Chi giảm."],
        ),
        ("Vận động Nhân dân... được triển khai.", ["Vận động Nhân dân... được triển khai."]),
        ("Còn nhiều việc… Tỉnh sẽ làm.", ["Còn nhiều việc…", "Tỉnh sẽ làm."]),
        ("Giai đoạn 2021-2025./.", ["Giai đoạn 2021-2025./."]),
        ("Kết thúc./. Ngày mai họp.", ["Kết thúc./.", "Ngày mai họp."]),
        ('Ông nói: "Tốt." Bà cười.', ['Ông nói: "Tốt."', "Bà cười."]),
        ('"Rất vui." - Thùy Trang nói. Hết.', ['"Rất vui." - Thùy Trang nói.', "Hết."]),
        ("Ai đến? Tôi! Được.", ["Ai đến?", "Tôi!", "Được."]),
        ("Dòng một\nDòng hai", ["Dòng một", "Dòng hai"]),
        ("- Tiếp tục quán triệt;\n+ Phối hợp;", ["Tiếp tục quán triệt;", "Phối hợp;"]),
        ("1. Tăng cường. 2. Đẩy mạnh.", ["Tăng cường.", "Đẩy mạnh."]),
        ("a) Thực hiện tốt.", ["Thực hiện tốt."]),
        (
            "Hoàn thành nhiệm vụ.Trong năm, tỉnh họp.",
            ["Hoàn thành nhiệm vụ.", "Trong năm, tỉnh họp."],
        ),
        ("Quốc lộ 1. Xe chạy. Quốc lộ 5", ["Quốc lộ 1.", "Xe chạy.", "Quốc lộ 5"]),
        ("Truy cập vov.vn. Xem tin.", ["Truy cập vov.vn.", "Xem tin."]),
        ("***\n\n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from('aắB1 .,!?…\n"()-;:/'), max_size=120))
def test_spans_are_in_order_and_keep_every_word(text: str) -> None:
    for block in paragraphs(text):
        spans = sentences(text, block)
        ends = [
            block.start,
            *[edge for span in spans for edge in (span.start, span.end)],
            block.end,
        ]
        assert ends == sorted(ends)
        letters = [c for span in spans for c in text[span.start : span.end] if c.isalpha()]
        missed = [c for c in text[block.start : block.end] if c.isalpha()]
        assert len(missed) - len(letters) <= text.count(")")
