"""Terms: reading the file, and finding them in text."""

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.glossary import BadGlossary, Glossary, Term, load_glossary, read_terms
from service.glossary.syllables import syllable_key, tokens

HEADER = "vi\ten\tkind\tnote\tsource\tvalid_from\tvalid_to"


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.term.en) for m in load_glossary().match(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LLVT tỉnh", [("LLVT tỉnh", "provincial armed forces")]),
        ("khu vực phòng thủ", [("khu vực phòng thủ", "defence zone")]),
        ("Bộ Tư lệnh Quân khu 1", [("Bộ Tư lệnh Quân khu 1", "High Command of Military Region 1")]),
        ("sống trong hòa bình", []),
        ("tại Hoà Bình", [("Hoà Bình", "Hoa Binh")]),
        ("Uỷ ban nhân dân", [("Uỷ ban nhân dân", "People's Committee")]),
        ("SỞ Y TẾ", [("SỞ Y TẾ", "Department of Health")]),
        ("kinh tế – xã hội", [("kinh tế – xã hội", "socio-economic")]),
        ("cơ sở xây dựng, một sở tài chính", []),
        ("tại cơ sở y tế", [("cơ sở y tế", "medical facility")]),
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
        ([HEADER, "a\tb\tterm\t\t\t\t", "\tb\tterm\t\t\t\t"], "Line 3 has no Vietnamese"),
        ([HEADER, "a\t|\tterm\t\t\t\t"], "Line 2 has no English"),
        ([HEADER, "a\tb\tthing\t\t\t\t"], "Line 2 has the kind 'thing'"),
        ([HEADER, "a\tb\tterm\t\t\t1/3/2025\t"], "Line 2 has the date '1/3/2025'"),
        ([HEADER, "a\tb\tterm\t\t\t2025-02-30\t"], "Line 2 has the date '2025-02-30'"),
        ([HEADER, "a\tb\tterm\t\t\t2025-03-01\t2025-02-28"], "Line 2 is valid from"),
        ([], "Line 1"),
    ],
)
def test_a_bad_file_says_which_line_and_why(lines: list[str], complaint: str) -> None:
    with pytest.raises(BadGlossary, match=complaint):
        read_terms(lines)


def test_forms_are_split() -> None:
    (term,) = read_terms([HEADER, "a|b\tx|y| z\tterm\tnote\tsource\t\t2025-02-28"])
    assert term == Term(
        "a", "x", "term", "note", ("y", "z"), ("b",), "source", None, date(2025, 2, 28)
    )


def test_every_shipped_spelling_finds_its_term() -> None:
    glossary = load_glossary()
    for term in glossary.terms:
        for spelling in (term.vi, *term.spellings):
            assert glossary.find(spelling) is not None, spelling


@pytest.mark.parametrize(
    ("day", "english"),
    [
        (date(2025, 2, 28), "Statistics Office"),
        (date(2025, 3, 1), "National Statistics Office"),
        (None, "National Statistics Office"),
    ],
)
def test_a_form_means_what_it_meant_on_the_day(day: date | None, english: str) -> None:
    (match,) = load_glossary().dated(day).match("Cục Thống kê")
    assert match.term.en == english


def test_a_day_that_makes_no_difference_needs_no_other_glossary() -> None:
    glossary = Glossary([Term("a", "x", valid_to=date(2025, 2, 28)), Term("b", "y")])
    assert glossary.dated(date(2026, 1, 1)) is glossary
    assert [m.term.en for m in glossary.match("a b")] == ["x", "y"]


def test_of_terms_in_use_the_first_wins_and_what_is_out_of_use_only_without_others() -> None:
    old = Term("a", "old", valid_to=date(2024, 12, 31))
    own = Term("a", "own", valid_from=date(2025, 1, 1))
    glossary = Glossary([old, own, Term("a", "shipped")])
    assert [m.term.en for m in glossary.match("a")] == ["own"]
    assert [m.term.en for m in glossary.dated(date(2024, 1, 1)).match("a")] == ["old"]
    assert Glossary([old]).dated(date(2026, 1, 1)).match("a")[0].term is old


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
