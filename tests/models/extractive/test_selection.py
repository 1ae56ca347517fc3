import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.extractive import load_ranker, make_unit
from models.extractive.sections import is_conference, sections
from models.extractive.selection import candidates, choose

REPORT = [
    "Sáng 08/01, Quân khu 1 tổ chức Hội nghị tổng kết công tác quốc phòng địa phương năm 2024.",
    "Trung tướng Nguyễn Hồng Thái, Tư lệnh Quân khu 1 chủ trì hội nghị.",
    "Năm 2024, nhiệm vụ quốc phòng được triển khai toàn diện, chỉ tiêu tuyển quân hoàn thành 100%.",
    "Phát biểu tham luận, đồng chí Hoàng Thu Trang báo cáo tỉnh Bắc Kạn đã huy động mọi nguồn lực.",
    "Lãnh đạo tỉnh đề nghị Quân khu hỗ trợ kinh phí xây dựng các công trình phòng thủ.",
    "Kết luận hội nghị, Trung tướng Nguyễn Hồng Thái đề nghị các đơn vị kiện toàn lực lượng.",
]
ACTS = ["opening", "chair", "results", "report", "request", "conclusion"]
WORDS = st.lists(st.sampled_from(["hội", "nghị", "tỉnh", "100%", "dân", "Bắc"]), min_size=1)


def units(texts):
    return [make_unit(text, number, number) for number, text in enumerate(texts)]


def test_sections_of_a_conference_report():
    assert is_conference(units(REPORT))
    assert [section.act for section in sections(units(REPORT))] == ACTS


def test_a_second_chair_is_no_chair():
    texts = [*REPORT[:2], "Đồng chí Hoàng Thu Trang chủ trì hội nghị tại điểm cầu tỉnh Bắc Kạn."]
    assert [section.act for section in sections(units(texts))][1:] == ["chair", "attendance"]


def test_what_a_speaker_reports_stays_in_the_report():
    texts = [
        *REPORT[:4],
        "Trong năm, tỉnh hoàn thành 100% chỉ tiêu tuyển quân trên giao.",
    ]
    made = [make_unit(text, n, min(n, 3)) for n, text in enumerate(texts)]
    assert sections(made)[-1].act == "report"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chiều 5-4, Ban Kinh tế trung ương tổ chức hội nghị triển khai quyết định.", True),
        ("Kỳ họp thứ tám khai mạc sáng nay tại Hà Nội.", True),
        ("Một người đàn ông bị bắt vì trộm cắp xe máy.", False),
    ],
)
def test_is_conference(text, expected):
    assert is_conference(units([text])) is expected


def test_five_points_cover_a_conference():
    chosen = load_ranker().select(units(REPORT), points=5)
    assert {0, 2, 5} <= set(chosen)
    assert chosen == sorted(chosen)


def test_a_repeated_sentence_is_not_chosen_twice():
    texts = [
        "Công an tỉnh vừa bắt giữ ba đối tượng trộm cắp tài sản tại thành phố Vinh.",
        "Công an tỉnh vừa bắt giữ ba đối tượng trộm cắp tài sản ở thành phố Vinh.",
        "Các đối tượng khai nhận đã gây ra 12 vụ trộm từ đầu năm.",
    ]
    pool = candidates(
        units(texts), [0.5, 0.5, 0.2], np.array([[1, 0.9, 0], [0.9, 1, 0], [0, 0, 1]])
    )
    assert choose(pool, points=2, words=None, balance=0.5) in ([0, 2], [1, 2])


@pytest.mark.parametrize(
    ("texts", "loser"),
    [
        (["Tuy nhiên, việc này gây khó khăn cho người dân nhiều địa phương.", REPORT[4]], 0),
        ([REPORT[4], "Thủ tướng Nguyễn Xuân Phúc."], 1),
        ([REPORT[4], "Phát biểu tại hội nghị, Bí thư Thành ủy nhấn mạnh:"], 1),
        ([REPORT[4], "TP.HCM tăng 2 triệu dân trong 10 năm"], 1),
        (["Vì sao số doanh nghiệp dừng hoạt động lại tăng nhanh như vậy?", REPORT[4]], 0),
    ],
)
def test_what_does_not_stand_alone_loses(texts, loser):
    merits = candidates(units(texts), [0.2, 0.2], np.eye(2)).merits
    assert merits.argmin() == loser


@given(st.lists(WORDS, min_size=1, max_size=12), st.integers(1, 6), st.integers(1, 60))
def test_limits_are_respected(texts, points, words):
    made = units([" ".join(text) for text in texts])
    chosen = load_ranker().select(made, points=points, words=words)
    assert 1 <= len(chosen) <= points
    assert chosen == sorted(set(chosen))
    total = sum(made[index].words for index in chosen)
    assert total <= words or chosen == [min(range(len(made)), key=lambda i: made[i].words)]


def test_nothing_is_chosen_of_nothing():
    assert load_ranker().select([], points=3) == []
    assert load_ranker().select(units(REPORT), points=0) == []
