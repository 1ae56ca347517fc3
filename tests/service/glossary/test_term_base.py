"""What ships: how much, of what kind, and that it does not contradict itself."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from service.glossary import Term, load_glossary
from service.glossary.syllables import keys
from service.glossary.terms import KINDS

TERMS = load_glossary().terms
FIRST_OF_JULY = date(2025, 7, 1)
LEAST = {
    "rank": 30, "title": 200, "party": 120, "body": 250, "unit": 180, "defence": 220, "place": 250,
    "event": 120, "emulation": 65, "document": 70, "economy": 180, "disaster": 70, "health": 70,
    "society": 150,
}  # fmt: skip


def named(vi: str) -> Term:
    (found,) = (term for term in TERMS if vi in (term.vi, *term.spellings))
    return found


def test_there_are_many_of_every_kind() -> None:
    counts = Counter(term.kind for term in TERMS)
    assert len(TERMS) >= 2000
    assert set(counts) <= set(KINDS)
    assert {kind: counts[kind] for kind, least in LEAST.items() if counts[kind] < least} == {}


def test_no_form_has_two_meanings_at_one_time() -> None:
    by_form: dict[tuple[str, ...], list[Term]] = defaultdict(list)
    for term in TERMS:
        for form in (term.vi, *term.spellings):
            # Capitals tell a name from a word: Hòa Bình and hòa bình.
            by_form[(*keys(form), "cased" * term.cased)].append(term)
    clashes = [
        (form, a.en, b.en)
        for form, terms in by_form.items()
        for at, a in enumerate(terms)
        for b in terms[at + 1 :]
        if a is not b
        and (a.valid_from or date.min) <= (b.valid_to or date.max)
        and (b.valid_from or date.min) <= (a.valid_to or date.max)
    ]
    assert clashes == []


def test_every_entry_is_well_formed() -> None:
    for term in TERMS:
        forms = (term.en, *term.alternatives)
        assert len(set(forms)) == len(forms), term
        assert all(form == " ".join(form.split()) for form in (*forms, term.vi, *term.spellings))
        assert term.source, term


def test_there_are_34_provinces_and_each_of_the_63_is_still_known() -> None:
    places = [term for term in TERMS if term.kind == "place"]
    current = [term for term in places if term.note.startswith("current province")]
    merged = [t for t in places if "now part of" in t.note and not t.vi.startswith("tỉnh")]
    assert len(current) == 34
    assert all(term.valid(FIRST_OF_JULY) for term in current)
    assert len(merged) == 29
    assert {term.valid_to for term in merged} == {date(2025, 6, 30)}
    into = {term.note.partition("now part of ")[2] for term in merged}
    assert into <= {term.en for term in current}
    # 34 and 29 are the 63; Huế, among them, was called Thừa Thiên Huế until half a year before.
    assert named("Thừa Thiên Huế").valid_to == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Bộ Kế hoạch và Đầu tư", "Ministry of Finance"),
        ("Bộ Giao thông vận tải", "Ministry of Construction"),
        ("Bộ Thông tin và Truyền thông", "Ministry of Science and Technology"),
        ("Bộ Lao động - Thương binh và Xã hội", "Ministry of Home Affairs"),
        ("Bộ Tài nguyên và Môi trường", "Ministry of Agriculture and Environment"),
        ("Bộ Nông nghiệp và Phát triển nông thôn", "Ministry of Agriculture and Environment"),
        ("Ủy ban Dân tộc", "Ministry of Ethnic and Religious Affairs"),
    ],
)
def test_ministries_of_before_march_2025_say_what_they_became(old: str, new: str) -> None:
    term = named(old)
    assert term.valid_to == date(2025, 2, 28)
    assert new in term.note
    heir = next(one for one in TERMS if one.en == new)
    assert heir.valid(date(2025, 3, 1))
