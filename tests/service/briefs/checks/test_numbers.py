"""Numbers of both languages, as tables and as properties."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.briefs.checks import check_translation, failed
from service.briefs.checks.numbers import extract
from service.briefs.checks.quantity import roman, to_roman


def values(text: str, lang: str) -> list[Decimal]:
    return [number.value for number in extract(text, lang)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.234,5 tấn", ["1234.5"]),
        ("3,5 %", ["3.5"]),
        ("1.500 tỷ đồng", ["1500000000000"]),
        ("1,2 nghìn tỷ", ["1200000000000"]),
        ("2 tỷ 500 triệu đồng", ["2500000000"]),
        ("2 triệu rưỡi", ["2500000"]),
        ("hai mươi ba người", ["23"]),
        ("hai trăm linh năm", ["205"]),
        ("một trăm hai mươi lăm nghìn", ["125000"]),
        ("lần thứ XIII", ["13"]),
        ("giai đoạn 2021-2025", ["2021", "2025"]),
        ("đầu tư vào năm tới", []),
        ("100 tỷ lệ", ["100"]),
        ("800 triệu phú", ["800"]),
    ],
)
def test_vietnamese(text: str, expected: list[str]) -> None:
    assert values(text, "vi") == [Decimal(value) for value in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.5 tonnes", ["1234.5"]),
        ("3.5 percent", ["3.5"]),
        ("VND1.5 trillion", ["1500000000000"]),
        ("US$146.5 million", ["146500000"]),
        ("twenty-three people", ["23"]),
        ("two hundred and five", ["205"]),
        ("half a million", ["500000"]),
        ("the 13th Congress", ["13"]),
        ("2021-25", ["2021", "2025"]),
        ("2 billion and 500 million dong", ["2500000000"]),
        ("the XIII Congress", ["13"]),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    assert values(text, "en") == [Decimal(value) for value in expected]


def vietnamese(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@given(st.integers(0, 10**12))
def test_an_integer_reads_the_same_in_both_languages(number: int) -> None:
    assert values(vietnamese(number), "vi") == values(f"{number:,}", "en") == [Decimal(number)]


@given(st.integers(0, 999_999), st.integers(0, 99))
def test_a_decimal_reads_the_same_in_both_languages(whole: int, part: int) -> None:
    vi, en = f"{vietnamese(whole)},{part:02}", f"{whole:,}.{part:02}"
    assert values(vi, "vi") == values(en, "en") == [Decimal(f"{whole}.{part:02}")]


@given(st.integers(1, 999), st.sampled_from([("nghìn", "thousand"), ("triệu", "million")]))
def test_a_scale_is_part_of_the_number(number: int, scale: tuple[str, str]) -> None:
    assert values(f"{number} {scale[0]}", "vi") == values(f"{number} {scale[1]}", "en")


@given(st.integers(1, 399))
def test_roman_numerals_come_back(number: int) -> None:
    assert roman(to_roman(number)) == number


@given(st.text(alphabet="0123456789.,%- triệutỷhaimươi", max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    for lang in ("vi", "en"):
        for number in extract(text, lang):
            assert text[number.start : number.end] == number.text


@given(st.integers(21, 10**6), st.integers(1, 10**5))
def test_a_changed_number_is_found(number: int, change: int) -> None:
    vi, right = f"Có {vietnamese(number)} người dự.", f"There were {number:,} people."
    wrong = f"There were {number + change:,} people."
    assert "numbers" not in {check.name for check in failed(check_translation(vi, right))}
    assert "numbers" in {check.name for check in failed(check_translation(vi, wrong))}
