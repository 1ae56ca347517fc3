"""Terms: reading the file, and finding them in text."""

import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.glossary import BadGlossary, Glossary, Term, load_glossary, read_terms
from service.glossary.syllables import syllable_key, tokens
from service.glossary.terms import KINDS

HEADER = "vi\ten\tkind\tnote\tsource"


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.term.en) for m in load_glossary().match(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LLVT tỉnh", [("LLVT tỉnh", "provincial armed forces")]),
        ("khu vực phòng thủ", [("khu vực phòng thủ", "defensive zone")]),
        ("Bộ Tư lệnh Quân khu 1", [("Bộ Tư lệnh Quân khu 1", "High Command of Military Region 1")]),
        ("sống trong hòa bình", []),
        ("tại Hoà Bình", [("Hoà Bình", "Hoa Binh")]),
        ("Uỷ ban nhân dân", [("Uỷ ban nhân dân", "People's Committee")]),
        ("SỞ Y TẾ", [("SỞ Y TẾ", "Department of Health")]),
        ("kinh tế – xã hội", [("kinh tế – xã hội", "socio-economic")]),
        ("xe tw", []),
        ("TP.HCM", [("TP.HCM", "Ho Chi Minh City")]),
    ],
)
def test_match(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_decomposed_text_matches_at_its_own_offsets() -> None:
    text = unicodedata.normalize("NFD", "tại Quân khu 1")
    (match,) = load_glossary().match(text)
    assert unicodedata.normalize("NFC", text[match.start : match.end]) == "Quân khu 1"


def test_longest_term_wins_and_terms_do_not_overlap() -> None:
    glossary = Glossary([Term("quân khu", "region"), Term("tư lệnh quân khu", "commander")])
    assert [m.term.en for m in glossary.match("tư lệnh quân khu quân khu")] == [
        "commander",
        "region",
    ]


def test_no_part_of_a_syllable_matches() -> None:
    assert Glossary([Term("an", "x")]).match("toàn ban") == ()


@given(st.text(alphabet="quân khu tỉnh ủy hòa bình ,.1-", max_size=80))
def test_matches_lie_in_order_inside_the_text(text: str) -> None:
    ends = [0]
    for match in load_glossary().match(text):
        assert ends[-1] <= match.start < match.end <= len(text)
        ends.append(match.end)


@given(st.sampled_from(["hoà", "khoẻ", "thuý", "uỷ", "hoả", "quý", "loà"]))
def test_both_tone_placements_compare_equal(word: str) -> None:
    moved = {"hoà": "hòa", "khoẻ": "khỏe", "thuý": "thúy", "uỷ": "ủy", "hoả": "hỏa", "loà": "lòa"}
    assert syllable_key(word) == syllable_key(moved.get(word, word))


@given(st.text(max_size=60))
def test_tokens_stand_where_they_say(text: str) -> None:
    assert all(text[t.start : t.end] == t.text for t in tokens(text))


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (["vi\ten"], "Line 1"),
        ([HEADER, "a\tb"], "Line 2 has 2 columns"),
        ([HEADER, "a\tb\tterm\t\t", "\tb\tterm\t\t"], "Line 3 has no Vietnamese"),
        ([HEADER, "a\t\tterm\t\t"], "Line 2 has no English"),
        ([HEADER, "a\tb\tthing\t\t"], "Line 2 has the kind 'thing'"),
        ([], "Line 1"),
    ],
)
def test_a_bad_file_says_which_line_and_why(lines: list[str], complaint: str) -> None:
    with pytest.raises(BadGlossary, match=complaint):
        read_terms(lines)


def test_forms_are_split() -> None:
    (term,) = read_terms([HEADER, "a|b\tx|y|z\tterm\tnote\tsource"])
    assert term == Term("a", "x", "term", "note", ("y", "z"), ("b",), "source")


def test_shipped_terms_are_many_and_unlike() -> None:
    terms = load_glossary().terms
    assert len(terms) >= 1000
    repeated = [vi for vi, count in Counter(t.vi.lower() for t in terms).items() if count > 1]
    assert repeated == []
    assert {term.kind for term in terms} <= set(KINDS)


def test_every_shipped_spelling_finds_its_term() -> None:
    glossary = load_glossary()
    for term in glossary.terms:
        for spelling in (term.vi, *term.spellings):
            assert glossary.find(spelling) is not None, spelling


def test_provinces_before_and_after_july_2025() -> None:
    places = {term.vi: term.note for term in load_glossary().terms if term.kind == "place"}
    new = [
        vi for vi, note in places.items() if "July 2025" in note or "from 1 January 2025" in note
    ]
    old = [vi for vi, note in places.items() if note.startswith("until 30 June 2025")]
    assert len(new) == 34
    assert len(old) == 29


@pytest.mark.parametrize(
    ("rank", "english"),
    [
        ("Đại tướng", "General"),
        ("Thượng tướng", "Senior Lieutenant General"),
        ("Trung tướng", "Lieutenant General"),
        ("Thiếu tướng", "Major General"),
        ("Đại tá", "Senior Colonel"),
        ("Thượng tá", "Colonel"),
        ("Trung tá", "Lieutenant Colonel"),
        ("Thiếu tá", "Major"),
    ],
)
def test_ranks_follow_the_peoples_army_newspaper(rank: str, english: str) -> None:
    term = load_glossary().find(rank)
    assert term is not None
    assert term.en == english


def test_a_long_sentence_is_searched_quickly() -> None:
    sentence = "Đảng ủy, Bộ Tư lệnh Quân khu 1 phối hợp với cấp ủy, chính quyền các địa phương " * 3
    glossary = load_glossary()
    start = time.perf_counter()
    for _ in range(50):
        glossary.match(sentence)
    assert (time.perf_counter() - start) / 50 < 0.004
