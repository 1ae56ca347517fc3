"""The legacy tables hold every Vietnamese letter, and nothing twice."""

import itertools
import unicodedata

import pytest

from service.reading.charmaps import tcvn3, vni

TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
LETTERS = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel, tone in itertools.product("aăâeêioôơuưy", TONES)
] + ["đ"]
MARKED = [letter for letter in LETTERS if not letter.isascii()]
EVERY = MARKED + [letter.upper() for letter in MARKED]


@pytest.mark.parametrize("table", [tcvn3, vni])
def test_every_letter_has_a_code(table) -> None:
    assert set(EVERY) <= set(table().values())


def test_tcvn3_codes_are_unique() -> None:
    letters = list(tcvn3().values())
    assert len(letters) == len(set(letters))


def test_vni_codes_of_one_letter_differ_only_in_the_case_of_the_mark() -> None:
    for letter in EVERY:
        codes = [code for code, value in vni().items() if value == letter]
        assert len({code.lower() for code in codes}) == 1, (letter, codes)


@pytest.mark.parametrize(
    ("code", "letter"),
    [(0xB8, "á"), (0xAD, "ư"), (0xD6, "ệ"), (0xA7, "Đ"), (0xE9, "ộ"), (0xBE, "ắ"), (0x85, "Ặ")],
)
def test_tcvn3_samples(code: int, letter: str) -> None:
    assert tcvn3()[code] == letter
