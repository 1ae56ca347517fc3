"""The English of a term in the form that its place asks for."""

import pytest

from service.glossary import Term
from service.glossary.inflection import in_english, in_place, plural


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("provincial Party Committee", "provincial Party Committees"),
        ("Deputy Director General", "Deputy Directors General"),
        ("member of the Political Bureau", "members of the Political Bureau"),
        ("Party secretary", "Party secretaries"),
        ("military academy", "military academies"),
        ("army", "army"),
        ("officers and soldiers", "officers and soldiers"),
        ("regular class", "regular classes"),
        ("serviceman", "servicemen"),
        ("medical equipment", "medical equipment"),
        ("Military Region 1", "Military Region 1"),
        ("Mass", "Masses"),
    ],
)
def test_plurals_are_made_at_the_head(one, many):
    assert plural(one) == many


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("các ", "resolutions"),
        ("Những ", "resolutions"),
        ("ban hành 12 ", "resolutions"),
        ("hai ", "resolutions"),
        ("1 ", "resolution"),
        ("năm 2024 ", "resolution"),
        ("mỗi ", "resolution"),
        ("", "resolution"),
    ],
)
def test_words_for_several_ask_for_the_plural(before, expected):
    assert in_english(Term("nghị quyết", "resolution", "document"), before) == expected


@pytest.mark.parametrize(
    ("term", "written", "expected"),
    [
        (Term("Giám đốc", "Director", "title"), "giám đốc", "director"),
        (Term("Giám đốc", "Director", "title"), "Giám đốc", "Director"),
        (Term("Chính phủ", "Government", "body", "", ("government",)), "chính phủ", "government"),
        (Term("Bộ Y tế", "Ministry of Health", "body"), "bộ Y tế", "Ministry of Health"),
        (Term("Tổ chức Y tế Thế giới", "World Health Organisation", "body", "", ("WHO",), ("WHO",)),
         "WHO", "WHO"),
        (Term("bão", "storm", "disaster"), "bão", "storm"),
    ],
)  # fmt: skip
def test_the_way_a_term_is_written_decides_its_english(term, written, expected):
    assert in_english(term, "", written) == expected


def test_only_what_can_be_counted_has_a_plural():
    assert in_english(Term("an ninh", "security", "defence"), "các ") == "security"


@pytest.mark.parametrize(
    ("before", "en", "expected"),
    [
        ("a report of ", "Ministry of Finance", "the Ministry of Finance"),
        ("a report of the ", "Ministry of Finance", "Ministry of Finance"),
        ("a report of the ", "the Ministry of Finance", "Ministry of Finance"),
        ("", "Ministry of Finance", "The Ministry of Finance"),
        ("It rained. ", "officers and soldiers", "Officers and soldiers"),
        ("troops of ", "Military Region 1", "Military Region 1"),
        ("in ", "Hanoi", "Hanoi"),
        ("the province's ", "Party Committee", "Party Committee"),
        ("", "", ""),
    ],
)
def test_article_and_capital_follow_the_place(before, en, expected):
    assert in_place(en, before) == expected
