"""Stored glossaries, on SQLite and on PostgreSQL."""

from datetime import UTC, date, datetime

import pytest

from service.glossary.library import GlossaryNotFound, Library
from service.glossary.terms import Term

TERMS = (
    Term("Quân khu 1", "Military Region 1", "unit", "note", ("MR1",), ("QK1", "QK 1"), "me"),
    Term("Tổng cục Thống kê", "GSO", "body", valid_to=date(2025, 2, 28)),
    Term("a\tb|c “d”", "x|y\n", valid_from=date(2025, 3, 1)),
)


@pytest.fixture
def library(any_database):
    return Library(any_database)


def test_terms_come_back_as_they_were_stored(library):
    stored = library.create("Of the desk", TERMS)
    assert library.get(stored.id) == stored
    assert library.terms(stored.id) == TERMS
    assert (stored.entry_count, stored.source_lang, stored.target_lang) == (3, "vi", "en")
    assert stored.created.tzinfo == UTC
    assert abs((datetime.now(UTC) - stored.created).total_seconds()) < 600


def test_the_list_has_the_oldest_first_and_names_may_repeat(library):
    made = [library.create("same", TERMS[:count]) for count in range(3)]
    assert library.list() == made


def test_replacing_terms_changes_count_and_digest_and_nothing_of_others(library):
    one, other = library.create("one", TERMS), library.create("other", TERMS)
    assert one.digest == other.digest
    changed = library.replace(one.id, TERMS[:1])
    assert (changed.name, changed.entry_count, changed.created) == ("one", 1, one.created)
    assert changed.digest != one.digest
    assert library.terms(one.id) == TERMS[:1]
    assert library.terms(other.id) == TERMS


def test_a_glossary_can_be_renamed_and_emptied(library):
    id = library.create("old", TERMS).id
    assert library.rename(id, "new").name == "new"
    assert library.replace(id, ()).entry_count == 0
    assert library.get(id).name == "new"


@pytest.mark.parametrize(
    "do",
    [
        lambda library, id: library.get(id),
        lambda library, id: library.terms(id),
        lambda library, id: library.replace(id, TERMS),
        lambda library, id: library.rename(id, "x"),
        lambda library, id: library.delete(id),
    ],
)
def test_what_is_not_there_is_told_with_its_id(library, do):
    gone = library.create("gone", TERMS).id
    library.delete(gone)
    for id in (gone, "nonsense"):
        with pytest.raises(GlossaryNotFound, match=id) as caught:
            do(library, id)
        assert caught.value.status == 404
    assert library.list() == []
