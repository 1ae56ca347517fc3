import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.extractive import compose, load_ranker, make_unit
from models.extractive.sections import is_conference, sections
from models.extractive.selection import candidates, choose
from models.extractive.unit import Unit

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


@given(st.lists(WORDS, min_size=1, max_size=12), st.integers(1, 6), st.integers(10, 60))
def test_points_do_not_share_units(texts, points, words):
    made = [make_unit(" ".join(text), n // 3, n // 6) for n, text in enumerate(texts)]
    groups = load_ranker().select_points(made, points=points, point_words=20, words=words)
    flat = [index for group in groups for index in group]
    assert len(flat) == len(set(flat))
    assert 1 <= len(groups) <= points
    for group in groups:
        assert len(group) == 1 or sum(made[index].words for index in group) <= 20
    assert len(flat) == 1 or sum(made[index].words for index in flat) <= words


def test_the_chair_joins_the_opening():
    groups = load_ranker().select_points(units(REPORT), points=5, point_words=45)
    assert groups[0] == (0, 1)
    assert len(groups) == 5


def test_items_of_a_list_share_a_point():
    lead = "Hội nghị ghi nhận"
    items = ["chỉ tiêu tuyển quân hoàn thành 100%", "an ninh biên giới được giữ vững"]
    made = [Unit(f"{lead} {item}", 0, 0, len(f"{lead} {item}".split()), 4) for item in items]
    assert load_ranker().select_points(made, points=1, point_words=45) == [(0, 1)]
    assert compose(made, (0, 1)) == f"{lead} {items[0]}; {items[1]}"


def test_nothing_is_chosen_of_nothing():
    assert load_ranker().select([], points=3) == []
    assert load_ranker().select(units(REPORT), points=0) == []


def test_point_words_keep_long_units_out():
    made = units([" ".join(REPORT), REPORT[1], REPORT[2]])
    assert 0 not in load_ranker().select(made, points=2, point_words=45)
