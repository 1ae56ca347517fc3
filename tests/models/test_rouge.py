import pytest

from models.rouge import rouge


@pytest.mark.parametrize(
    ("candidate", "reference", "tokenizer", "expected"),
    [
        ("việc làm", "việc làm", "syllable", [1, 1, 1]),
        ("việc làm mới", "việc làm", "syllable", [0.8, 2 / 3, 0.8]),
        ("viếc lám", "việc làm", "syllable", [0, 0, 0]),
        # The letters left of "việc" and "viếc" are the same: that is what inflates figures.
        ("viếc lám", "việc làm", "ascii", [1, 1, 1]),
        ("Đạt 98,5%", "đạt 98,5%", "syllable", [1, 1, 1]),
        ("đạt 98", "đạt 98,5%", "syllable", [0.5, 0, 0.5]),
        ("", "việc làm", "syllable", [0, 0, 0]),
    ],
)
def test_rouge(candidate, reference, tokenizer, expected):
    assert rouge(candidate, [reference], tokenizer) == pytest.approx(expected)


def test_the_reference_that_fits_best_counts():
    assert rouge("một hai", ["ba bốn", "một hai"]) == [1, 1, 1]
