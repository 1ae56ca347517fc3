"""The index of similar sentences against comparing with every sentence."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from service.glossary.similar import SimilarIndex
from service.glossary.syllables import keys

WORDS = st.lists(st.sampled_from("tỉnh ủy quân khu hội nghị của và các 1 2 ,".split()), max_size=9)
SENTENCES = st.lists(WORDS.map(" ".join), max_size=12)


def score(a: str, b: str) -> int:
    return int(100 * Levenshtein.normalized_similarity(keys(a), keys(b)))


@given(SENTENCES, WORDS.map(" ".join), st.integers(1, 5), st.integers(1, 100))
def test_it_finds_what_comparing_with_all_would(sentences, asked, limit, least):
    index = SimilarIndex()
    for number, sentence in enumerate(sentences):
        index.add(number, sentence)
    found = index.search(asked, limit, least)
    everything = sorted((score(asked, one) for one in sentences if keys(one)), reverse=True)
    expected = [one for one in everything if one >= least][:limit] if keys(asked) else []
    assert [one for _, one in found] == expected
    assert all(score(asked, sentences[number]) == one for number, one in found)


def test_a_number_stands_for_its_last_sentence_until_it_is_forgotten():
    index = SimilarIndex()
    index.add(7, "một hai ba")
    index.add(7, "bốn năm sáu")
    index.add(8, "bốn năm bảy")
    assert index.search("một hai ba", 5, 50) == []
    assert index.search("bốn năm sáu", 5, 50) == [(7, 100), (8, 66)]
    index.keep([8])
    assert index.search("bốn năm sáu", 5, 50) == [(8, 66)]
    assert len(index) == 1
