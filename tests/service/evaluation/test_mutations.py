"""What the mutator plants: the same each time, one thing at a time, and only where it can."""

import lzma
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.evaluation.checking import evaluate_checks
from service.evaluation.mutations import MUTATIONS, plant
from service.evaluation.rows import Pair, read_numbers

ROOT = Path(__file__).parents[3]
DEV = ROOT.parent / "shared" / "data" / "eval" / "vlsp2020_news_dev.tsv.xz"
WRONG = ROOT / "tests" / "data" / "mutations" / "vlsp_dev_wrong.tsv"

VI = (
    "Ngày 8/1, Thiếu tướng Lê Văn Hùng đề nghị Công ty Sông Hồng không bán 35 triệu tấn thép cho "
    "tỉnh Lạng Sơn, vì giá thép trong nước đang tăng rất nhanh trong mấy tháng gần đây."
)
EN = (
    "On January 8, Major General Le Van Hung asked Song Hong Company to stop and not sell 35 "
    "million tonnes of steel to Lang Son, because the price of steel at home has been rising very "
    "quickly in recent months."
)


def wrong(seed: int = 0) -> dict[str, str]:
    return {error.kind: error.wrong for error in plant([(VI, EN)], seed)}


def test_each_kind_has_its_error() -> None:
    assert set(wrong()) == set(MUTATIONS) - {"phrase"} - set(ELSEWHERE)


# What the sentence above has no place for: (Vietnamese, English, and what is
# planted where there is one choice).
ELSEWHERE = {
    "quotation": (
        "Bà Hoa nói: “Chúng tôi không nhận được gì cả.”",
        "“We have not received anything,” Ms Hoa said.",
        "We have not received anything, Ms Hoa said.",
    ),
    "statement": (
        "Theo báo cáo, 12 ngôi nhà bị tốc mái.",
        "According to the report, 12 houses lost their roofs.",
        "12 houses lost their roofs.",
    ),
    "bound": (
        "Hơn 350 hộ dân đã được cấp nước sạch.",
        "More than 350 households have been given clean water.",
        "350 households have been given clean water.",
    ),
    "speaker": (
        "Cầu đã hỏng, ông Nguyễn Văn Hải nói.",
        "The bridge was damaged, Nguyen Van Hai said.",
        "",
    ),
    "place": ("Ông đến Nhật Bản.", "He came to Japan.", ""),
    "points": (
        "Lãi suất tăng 2 điểm phần trăm.",
        "Interest rates rose by 2 percentage points.",
        "Interest rates rose by 2 percent.",
    ),
}


@pytest.mark.parametrize(("kind", "pair"), [(kind, row[:2]) for kind, row in ELSEWHERE.items()])
def test_what_is_planted_in_other_sentences(kind: str, pair: tuple[str, str]) -> None:
    planted = {error.kind: error.wrong for error in plant([pair])}
    assert planted[kind] != pair[1]
    assert planted[kind] == (ELSEWHERE[kind][2] or planted[kind])


@pytest.mark.parametrize(
    ("kind", "vi", "en"),
    [
        ("negation", "Tôi không thể không cười.", "I can't help but laugh."),
        ("negation", "Không rõ có đến hay không.", "I wonder whether or not they come."),
        ("negation", "Họ ít hoặc không có tiền.", "They have little or no money."),
        (
            "modality",
            "Ông khuyến cáo trường nên đóng.",
            "He recommended that schools should close.",
        ),
        ("modality", "Nhu cầu cần thay đổi.", "There is the need to change."),
        ("points", "Đội được 2 điểm.", "The team won 2 points."),
    ],
)
def test_what_is_still_said_is_no_error(kind: str, vi: str, en: str) -> None:
    assert kind not in {error.kind for error in plant([(vi, en)])}


def test_the_same_seed_plants_the_same() -> None:
    assert wrong(1) == wrong(1)
    assert any(wrong(seed) != wrong(0) for seed in range(1, 5))


def test_nothing_is_planted_where_there_is_no_place() -> None:
    assert list(plant([("Trời đẹp.", "The weather is fine.")])) == []


@pytest.mark.parametrize(
    ("kind", "lost", "kept"),
    [
        ("digit", None, "Le Van Hung"),
        ("date", "January 8,", "35 million"),
        ("negation", "not sell", "35 million"),
        ("rank", "Major General", "Le Van Hung"),
        ("modality", "asked Song Hong Company to", "January 8"),
    ],
)
def test_one_thing_is_wrong(kind: str, lost: str | None, kept: str) -> None:
    text = wrong()[kind]
    assert text != EN
    assert lost is None or lost not in text
    assert kept in text


def test_swapped_names_are_both_there() -> None:
    text = wrong()["names"]
    assert text != EN
    assert sorted(re.findall(r"\w+", text)) == sorted(re.findall(r"\w+", EN))


_WORDS = st.sampled_from(
    "not never 35 January 8 2024 million km General must because and , the Hanoi Le Van".split()
)


@given(st.lists(_WORDS, max_size=25), st.integers(0, 5))
def test_any_text_can_be_mutated(words: list[str], seed: int) -> None:
    en = " ".join(words)
    vi = f"{en} không phải tướng tỷ đề nghị dự kiến"
    for error in plant([(vi, en)], seed):
        assert error.wrong != en
        assert (error.vi, error.en) == (vi, en)


@given(st.integers(10, 10**9), st.integers(0, 9))
def test_a_changed_digit_is_another_number(number: int, seed: int) -> None:
    pair = ("Có nhiều người.", f"There were {number:,} people.")
    (text,) = [error.wrong for error in plant([pair], seed) if error.kind == "digit"]
    changed = "".join(letter for letter in text if letter.isdigit())
    assert changed != str(number)
    assert len(changed) == len(str(number))


def test_rates_are_counted() -> None:
    found = evaluate_checks([Pair(VI, EN), Pair("Có 3 cây.", "There are 4 trees.")], leave_out=[2])
    assert found["planted"]["date"] == {"planted": 1, "found": 1, "named": 1, "share": 1.0}
    assert found["false_alarms"]["alarmed"] == found["false_alarms_judged"]["alarmed"] + 1
    assert found["signature"]["rows"] == 2


def test_numbers_of_lines_are_read(tmp_path: Path) -> None:
    file = tmp_path / "wrong.tsv"
    file.write_text("# judged\n3\tanother text\n\n12\n")
    assert read_numbers(file) == [3, 12]


SAMPLE = 300
MOST_ALARMS = 0.035  # 0.0293 of the whole file; one pair of the sample is 0.0035
# Shares that must be found of the errors planted in the sample. Below 0.95 stands what the checks
# do not tell well enough yet; docs/FIDELITY.md gives the figures of the whole file.
LEAST = {
    "digit": 0.95,
    "date": 0.95,
    "unit": 0.95,
    "clause": 0.93,
    "rank": 0.9,
    "negation": 0.85,
    "names": 0.9,
    "modality": 0.8,
    "bound": 0.85,
}


@pytest.mark.skipif(not DEV.exists(), reason="the shared data is not beside this checkout")
def test_rates_on_human_translations() -> None:
    lines = lzma.decompress(DEV.read_bytes()).decode().splitlines()
    known = {number for number in read_numbers(WRONG) if number <= SAMPLE}
    rows = [Pair(*line.split("\t")) for line in lines[:SAMPLE]]
    found = evaluate_checks(rows, leave_out=known)
    assert found["false_alarms_judged"]["share"] <= MOST_ALARMS
    for kind, least in LEAST.items():
        assert found["planted"][kind]["share"] >= least, kind
