"""The translation memory, on SQLite and on PostgreSQL."""

import unicodedata

import pytest

from service.archive.database import Database
from service.errors import BadRequest
from service.glossary.memory import MemoryNotFound, Pair, StoredMemory

VI = "Sáng 8/1, Quân khu 1 tổ chức hội nghị quân chính năm 2024."
EN = "On the morning of 8 January, Military Region 1 held its 2024 military-political conference."


@pytest.fixture
def memory(any_database):
    return StoredMemory(any_database)


@pytest.mark.parametrize(
    "asked",
    [
        VI,
        f"  {VI}\n",
        VI.replace(" ", "  "),
        unicodedata.normalize("NFD", VI),
    ],
)
def test_the_same_sentence_is_known_however_it_is_spaced(memory, asked):
    memory.add(VI, EN)
    assert memory.exact(asked) == EN


@pytest.mark.parametrize("asked", [VI.replace("8/1", "9/1"), VI.lower(), VI[:-1], ""])
def test_another_sentence_is_not(memory, asked):
    memory.add(VI, EN)
    assert memory.exact(asked) is None


def test_both_tone_placements_are_one_sentence(memory):
    memory.add("Uỷ ban Hoà giải", "Mediation Committee")
    assert memory.exact("Ủy ban Hòa giải") == "Mediation Committee"


def test_a_later_correction_replaces_the_earlier_and_says_who_and_whence(memory):
    first = memory.add(VI, "wrong", "brief/1", "An")
    second = memory.add(VI, EN, "brief/2", "Binh")
    assert second.id == first.id
    assert memory.exact(VI) == EN
    assert memory.list() == [second]
    assert (second.origin, second.author) == ("brief/2", "Binh")
    assert second.created == first.created <= second.updated


def test_similar_sentences_come_with_their_score_best_first(memory):
    memory.add(VI, EN, "brief/1")
    memory.add(VI.replace("2024", "2023").replace("8/1", "9/1"), "older", "brief/2")
    memory.add("Trời mưa.", "It rains.")
    found = memory.similar(VI.replace("2024", "2025"), 5, 70)
    assert [(one.en, one.origin) for one in found] == [(EN, "brief/1"), ("older", "brief/2")]
    # Two of the 17 syllables and marks of the second differ, one of the first.
    assert [one.score for one in found] == [94, 88]
    assert found[0].when.startswith("20")
    assert memory.similar(VI, 1, 70)[0].score == 100
    assert memory.similar("Không có gì giống câu này cả", 5, 70) == []


def test_what_is_added_changed_and_deleted_later_is_seen(memory, any_database):
    other = StoredMemory(Database(any_database.url))  # as another process would
    assert other.similar(VI, 5, 70) == []
    made = memory.add(VI, EN)
    assert [one.en for one in other.similar(VI, 5, 70)] == [EN]
    memory.add(VI, "new")
    assert [one.en for one in other.similar(VI, 5, 70)] == ["new"]
    memory.delete(made.id)
    assert other.similar(VI, 5, 70) == []
    assert other.exact(VI) is None


def test_every_change_gives_a_new_revision_and_the_same_changes_the_same(memory, tmp_path):
    seen = [memory.revision]
    id = memory.add(VI, EN).id
    seen.append(memory.revision)
    memory.add(VI, "other")
    seen.append(memory.revision)
    memory.delete(id)
    seen.append(memory.revision)
    assert len(set(seen)) == 4
    (tmp_path / "second").mkdir()
    second = StoredMemory(Database(f"sqlite:///{tmp_path}/second/memory.db"))
    second.add(VI, EN)
    assert second.revision == seen[1]


def test_pages_follow_each_other_from_the_newest(memory):
    for number in range(5):
        memory.add(f"Câu số {number}", f"Sentence {number}")
    first = memory.list(limit=2)
    second = memory.list(limit=2, before=first[-1].id)
    third = memory.list(limit=2, before=second[-1].id)
    assert [one.en[-1] for one in (*first, *second, *third)] == list("43210")
    assert memory.count() == 5


def test_many_pairs_come_at_once_and_the_later_of_two_counts(memory):
    pairs = [Pair(f"Câu số {n}", f"Sentence {n}") for n in range(1200)]
    assert memory.add_all([*pairs, Pair("Câu số 7", "last"), Pair("", "x"), Pair("x", " ")]) == 1200
    assert memory.exact("Câu số 7") == "last"
    assert memory.exact("Câu số 1199") == "Sentence 1199"
    assert memory.get(memory.list(1)[0].id).en == "Sentence 1199"


def test_what_is_no_pair_or_not_there_is_told(memory):
    for vi, en in (("", "x"), ("x", "  ")):
        with pytest.raises(BadRequest, match="English side"):
            memory.add(vi, en)
    for do in (memory.delete, memory.get):
        with pytest.raises(MemoryNotFound, match="42"):
            do(42)
    assert memory.revision == "0"
