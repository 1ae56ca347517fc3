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
    assert set(wrong()) == set(MUTATIONS) - {"phrase"}


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
MOST_ALARMS = 0.03
# Shares that must be found of the errors planted in the sample. Below 0.95 stands what the checks
# do not tell well enough yet; docs/FIDELITY.md gives the figures of the whole file.
LEAST = {
    "digit": 0.95,
    "date": 0.95,
    "unit": 0.95,
    "clause": 0.93,
    "rank": 0.9,
    "negation": 0.9,
    "names": 0.9,
    "modality": 0.8,
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
