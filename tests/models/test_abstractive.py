"""Summaries that models write: points, length, instructions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.abstractive import (
    AbstractiveSummariser,
    fit,
    partition,
    shorten,
    split_sentences,
)
from models.catalogue import CATALOGUE
from models.engines.base import Engine, Hypothesis

ARTICLE = (
    "Sáng 8/1, Quân khu 1 tổ chức hội nghị. Trung tướng Nguyễn Hồng Thái chủ trì. "
    "Năm 2024, tuyển quân đạt 100%. Tỉnh đề nghị hỗ trợ kinh phí."
)


class Scripted(Engine):
    """Gives the answers it was told, or what a function makes of each text."""

    def __init__(self, answer):
        self.answer, self.asked, self.decoding = answer, [], None

    def generate(self, texts, decoding):
        self.asked.extend(texts)
        self.decoding = decoding
        answer = self.answer if callable(self.answer) else lambda _: self.answer
        return [[Hypothesis(answer(text), 5)] for text in texts]


def summariser(id, answer):
    engine = Scripted(answer)
    return AbstractiveSummariser(CATALOGUE[id], engine), engine


VIT5 = "VietAI/vit5-large-vietnews-summarization"


def test_a_news_model_gets_as_many_parts_as_points_are_wanted():
    made, engine = summariser(VIT5, lambda text: f"Về {len(text)}. Thừa.")
    points = made.summarise(ARTICLE, points=2)
    assert len(engine.asked) == 2
    assert all(text.startswith("vietnews: ") and text.endswith(" </s>") for text in engine.asked)
    assert len(points) == 2
    assert all(point.endswith(".") and "Thừa" not in point for point in points)
    assert made.prompts == []


def test_one_point_is_the_summary_of_the_whole():
    made, engine = summariser(VIT5, "Quân khu 1 họp. Thừa.")
    assert made.summarise(ARTICLE, points=1) == ["Quân khu 1 họp."]
    assert ARTICLE in engine.asked[0]


def test_what_is_said_twice_is_kept_once():
    made, _ = summariser(VIT5, "Quân khu 1 họp.")
    assert made.summarise(ARTICLE, points=4) == ["Quân khu 1 họp."]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("- Một.\n- Hai.\n- Ba.", ["Một.", "Hai."]),
        ("1. Một.\n2) Hai.", ["Một.", "Hai."]),
        ("Dưới đây là tóm tắt:\n\n• Một.\n• Hai.", ["Một.", "Hai."]),
        ("* Năm 2024 đạt 100%.\n* 2.500 người.", ["Năm 2024 đạt 100%.", "2.500 người."]),
        ("Một câu. Hai câu.", ["Một câu.", "Hai câu."]),
        ("<think>1. hm</think>- Một.\n- Hai.", ["Một.", "Hai."]),
        ("", []),
    ],
)
def test_points_of_an_instruction_model(answer, expected):
    made, engine = summariser("openai", answer)
    assert made.summarise(ARTICLE, points=2) == expected
    assert "exactly 2 points" in engine.asked[0]
    assert f"<article>\n{ARTICLE}\n</article>" in engine.asked[0]


def test_the_length_is_asked_for_and_kept():
    made, engine = summariser("openai", "- Một hai ba.\n- Bốn năm sáu bảy.\n- Tám chín.")
    assert made.summarise(ARTICLE, points=3, words=5) == ["Một hai ba.", "Tám chín."]
    assert "≤ 5" in engine.asked[0]


@pytest.mark.parametrize(("text", "points"), [("", 3), ("  \n", 3), (ARTICLE, 0)])
def test_nothing_is_asked_for_nothing(text, points):
    made, engine = summariser("openai", "- x")
    assert made.summarise(text, points=points) == []
    assert engine.asked == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("“Quân khu 1 tổng kết năm 2024.”\nLý do: …", "Quân khu 1 tổng kết năm 2024"),
        ("**Quân khu 1 họp**", "Quân khu 1 họp"),
        ("", None),
    ],
)
def test_headline(answer, expected):
    made, engine = summariser("openai", answer)
    assert made.headline(ARTICLE) == expected
    assert "headline" in engine.asked[0]
    assert sorted(made.prompts) == ["headline.en@1", "summarise.en@1"]


def test_a_news_model_writes_no_headline():
    made, engine = summariser(VIT5, "x")
    assert made.headline(ARTICLE) is None
    assert engine.asked == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu. Hai câu! Ba câu?", ["Một câu.", "Hai câu!", "Ba câu?"]),
        ("Đạt 1.200 tỷ đồng. Tăng 3.5%.", ["Đạt 1.200 tỷ đồng.", "Tăng 3.5%."]),
        ("Họp tại TP. Hồ Chí Minh. Xong.", ["Họp tại TP. Hồ Chí Minh.", "Xong."]),
        ("Ông Nguyễn V. An phát biểu. Xong.", ["Ông Nguyễn V. An phát biểu.", "Xong."]),
        ("Ông nói: “Tốt.” Rồi về.", ["Ông nói: “Tốt.”", "Rồi về."]),
        ("Hội nghị... được mở. Ủy ban họp.", ["Hội nghị... được mở.", "Ủy ban họp."]),
        ("Dòng một\nDòng hai", ["Dòng một", "Dòng hai"]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences(text, expected):
    assert split_sentences(text) == expected


@given(st.lists(st.text("ab ", min_size=1).filter(str.strip), max_size=20), st.integers(1, 8))
def test_parts_hold_every_sentence_in_order(sentences, parts):
    made = partition(sentences, parts)
    assert len(made) <= parts
    assert " ".join(made).split() == " ".join(sentences).split()


@given(st.lists(st.lists(st.sampled_from(["a", "b,", "c;"]), min_size=1), min_size=1),
       st.integers(1, 30))  # fmt: skip
def test_what_is_kept_fits(rows, words):
    sentences = [" ".join(row) for row in rows]
    kept = fit(sentences, words)
    assert kept
    assert sum(len(sentence.split()) for sentence in kept) <= words


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("Một hai ba.", 5, "Một hai ba."),
        ("Quân khu 1 họp tổng kết, triển khai nhiệm vụ mới.", 9, "Quân khu 1 họp tổng kết."),
        ("Một hai ba bốn năm.", 3, "Một hai ba."),
    ],
)
def test_shortening_ends_at_a_clause(sentence, words, expected):
    assert shorten(sentence, words) == expected
