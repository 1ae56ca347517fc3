"""Mining term pairs and choosing hints."""

import random

import pytest

from models.training.terms import Hints, longest, mine

pytest.importorskip("scipy")


def test_mine_finds_what_goes_together() -> None:
    rng = random.Random(2)
    words = {
        "hội nghị": "conference",
        "quân khu": "region",
        "bão lũ": "flood",
        "mùa xuân": "spring",
    }
    fill = [(f"từ{n}", f"word{n}") for n in range(200)]
    pairs = []
    for _ in range(2000):
        vi, en = zip(*rng.sample(fill, 6), strict=True)
        term = rng.choice([*words, *[""] * 96])
        pairs.append((" ".join([*vi, term]), " ".join([words.get(term, ""), *en])))
    found = dict(mine(pairs))
    assert {vi: found.get(vi) for vi in words} == words


def test_hints_stand_in_both_texts_as_written() -> None:
    hints = Hints([("quân khu", "military region"), ("hội nghị", "meeting")], random.Random(1))
    vi, en = "Quân khu họp với Nguyễn Văn Hòa", "The Military Region met Nguyen Van Hoa"
    chosen = {pair for _ in range(40) for pair in hints.choose(vi, en)}
    assert chosen == {("Quân khu", "Military Region"), ("Nguyễn Văn Hòa", "Nguyen Van Hoa")}


def test_half_of_the_sentences_have_no_hint() -> None:
    hints = Hints([("quân", "army")], random.Random(1))
    empty = sum(not hints.choose("quân", "army") for _ in range(400))
    assert empty == pytest.approx(200, abs=40)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([("quân", "army"), ("quân khu", "region")], [("quân khu", "region")]),
        ([("a", "b"), ("c", "d")], [("a", "b"), ("c", "d")]),
        ([], []),
    ],
)
def test_longest(terms: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    assert sorted(longest(terms)) == expected
