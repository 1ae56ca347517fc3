"""Which English words a syllable may have become."""

import pytest

from service.briefs.checks.alignment import Alignment


@pytest.mark.parametrize(
    ("vi", "en", "syllable", "expected"),
    [
        ("Hội nghị khai mạc tại Hà Nội", "The conference opened in Hanoi", "nghị", ["conferenc"]),
        ("Bắc Kạn huy động", "Bac Kan mobilised", "Kạn", ["kan"]),
    ],
)
def test_a_syllable_is_linked_to_its_word(vi, en, syllable, expected):
    pair = Alignment(vi, en)
    at = [token.text for token in pair.syllables].index(syllable)
    assert [pair.words[word].stem for word in pair.links[at]] == expected


def test_a_word_said_over_and_over_is_linked_to_its_nearest_places_alone():
    pair = Alignment("không " * 600, "not " * 600)
    assert max(map(len, pair.links)) <= 24
    assert all(abs(at - word) <= 24 for at, links in enumerate(pair.links) for word in links)
