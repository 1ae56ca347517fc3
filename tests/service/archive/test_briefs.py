"""The store of briefs, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from archive_briefs import BRIEF, FAILED, other
from databases import KINDS, empty_database
from sqlalchemy import func, select

from service.archive.briefs import BriefNotFound, BriefStore, Query
from service.archive.corrections import NothingToCorrect
from service.archive.cursors import BadCursor
from service.archive.tables.briefs import BriefRow, NameRow, SourceRow
from service.briefs.brief import Bilingual
from service.glossary.memory import StoredMemory


def ids(store, **query):
    return [row.id for row in store.search(Query(**query)).rows]


def count(database, table):
    with database.session() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_a_brief_comes_back_as_it_was_put_and_is_there_once(store):
    for _ in range(2):
        store.put(BRIEF)
    assert store.get(BRIEF.id) == BRIEF
    (row,) = store.search(Query()).rows
    assert (row.headline, row.day, row.agency, row.status, row.corrected) == (
        BRIEF.headline,
        date(2025, 1, 8),
        "QĐND",
        "review",
        False,
    )
    assert abs(datetime.now(UTC) - row.kept) < timedelta(minutes=10)


def test_a_brief_made_again_replaces_the_one_of_its_id(store):
    store.put(BRIEF)
    store.put(replace(BRIEF, headline=Bilingual("Tựa khác", "Another headline")))
    assert store.get(BRIEF.id).headline.en == "Another headline"
    assert ids(store, text="another") == [BRIEF.id]
    assert ids(store, text="conference holds") == []


def test_reports_are_kept_once_and_go_with_their_last_brief(store, any_database):
    twin = replace(BRIEF, id="f" * 20)
    for brief in (BRIEF, twin, other("e1")):
        store.put(brief)
    assert count(any_database, SourceRow) == 2
    store.delete(BRIEF.id)
    assert store.get(twin.id) == twin
    store.delete(twin.id)
    assert (count(any_database, SourceRow), count(any_database, BriefRow)) == (1, 1)
    assert ids(store, text="tuyển quân") == []
    assert count(any_database, NameRow) > 0


@pytest.mark.parametrize("id", ["missing", "a\0b", ""])
def test_a_brief_that_is_not_kept_is_told(searched, id):
    for do in (
        searched.get,
        searched.original,
        searched.corrections,
        searched.delete,
        partial(searched.correct, where="headline", en="x"),
    ):
        with pytest.raises(BriefNotFound) as caught:
            do(id)
        assert (caught.value.status, caught.value.code) == (404, "brief-not-found")


# search

REPORTS = {
    "b1": "Bộ đội hành quân qua đèo Khế.",
    "b2": "Bò đói, nông dân lo thiếu cỏ.",
    "b3": "Thủ đô hòa bình; Đà Nẵng đón khách.",
    "b4": "Bo doi khong dau.",
}
ENGLISH = "Two conferences on militia training"


@pytest.fixture(scope="module", params=KINDS)
def searched(request, tmp_path_factory):
    """A store that tests only read."""
    with empty_database(request.param, tmp_path_factory.mktemp("searched")) as database:
        yield filled(BriefStore(database))


def filled(store):
    for day, (id, text) in enumerate(REPORTS.items(), 1):
        store.put(other(id, f"2025-01-{day:02}", text))
    brief = other("b5", "2025-01-05", "Hai hội nghị.")
    store.put(replace(brief, headline=Bilingual("Hai hội nghị", ENGLISH)))
    store.put(other("f1", "2024-01-01", agency="Báo Quân đội nhân dân", place="Bắc Kạn"))
    store.put(other("f2", "2024-01-02", agency="TTXVN", place="Hà Nội"))
    facts = replace(BRIEF.facts, where=Bilingual("", ""))
    third = other("f3", "2024-01-03", agency="", place="")
    store.put(replace(third, facts=facts, status="review"))
    return store


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bộ đội", ["b1", "b4", "b2"]),  # as typed first, then the newest
        ("bò đói", ["b2", "b4", "b1"]),
        ("bo doi", ["b4", "b2", "b1"]),  # without marks, all, the newest first
        ("BỘ ĐỘI", ["b1", "b4", "b2"]),
        ("bo\u0323\u0302 đo\u0323\u0302i", ["b1", "b4", "b2"]),  # decomposed
        ("hoà bình", ["b3"]),  # the new way to spell hòa
        ("da nang", ["b3"]),
        ("đà nang", ["b3"]),
        ('"hanh quan qua"', ["b1"]),
        ('"quan hanh"', []),
        ("hành qu*", ["b1"]),
        ("bo doi -nong", ["b4", "b1"]),
        ('bo doi -"nông dân"', ["b4", "b1"]),
        ("-bo -report", ["b5"]),
        ("-bo", ["b5", "b3"]),
        ("conference", ["b5"]),  # the stem of conferences
        ("train militias", ["b5"]),
        ("b4 report", ["b4"]),
        ("bộ đội không có", []),
        ("", ["b5", "b4", "b3", "b2", "b1"]),
        ("  ", ["b5", "b4", "b3", "b2", "b1"]),
        ("!!!", []),
        ('"', []),
        ("' OR 1=1 --", []),
        ("NEAR(bo, doi) AND *", []),
        ("đèo\0khế", ["b1"]),
        ("x" * 5000, []),
    ],
)
def test_search(searched, text, found):
    assert ids(searched, text=text, since=date(2025, 1, 1)) == found


def test_a_long_report_is_indexed_to_its_end(store):
    store.put(other("a1", vi="chữ " * 30_000 + "Tận cùng là đây"))
    assert ids(store, text="tận cùng") == ["a1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"since": date(2024, 1, 2)}, ["f3", "f2"]),
        ({"until": date(2024, 1, 2)}, ["f2", "f1"]),
        ({"since": date(2024, 1, 2), "until": date(2024, 1, 2)}, ["f2"]),
        ({"agency": "TTXVN"}, ["f2"]),
        ({"agency": "quan doi"}, ["f1"]),
        ({"agency": "quan"}, ["f1"]),
        ({"agency": "qu"}, []),  # words, not letters
        ({"place": "bac kan"}, ["f1"]),
        ({"place": "Hà Nội"}, ["f2"]),
        ({"person": "hồng thái"}, ["f3"]),
        ({"person": "NGUYEN HONG THAI"}, ["f3"]),
        ({"person": "nguyen thai"}, []),
        ({"person": "%"}, ["f3", "f2", "f1"]),  # no word: no filter
        ({"status": "review"}, ["f3"]),
        ({"status": "ok", "until": date(2024, 1, 1)}, ["f1"]),
        ({"place": "Hà Nội", "agency": "quân đội"}, []),
        ({"text": "ban tin", "agency": "ttxvn"}, ["f2"]),
    ],
)
def test_filters(searched, query, found):
    assert ids(searched, **{"until": date(2024, 1, 9)} | query) == found


@pytest.mark.parametrize("text", ["", "tin", "tín"])
def test_pages_cover_every_row_once_whatever_is_kept_meanwhile(store, text):
    for number in range(23):
        said = "Bản tin" if number % 3 else "Bạn tín"
        store.put(other(f"c{number:02}", f"2025-01-{1 + number % 5:02}", f"{said} {number}."))
    expected = ids(store, text=text, limit=100)
    assert len(expected) == 23
    found, cursor = [], ""
    while cursor is not None:
        page = store.search(Query(text=text, limit=4, cursor=cursor))
        found += [row.id for row in page.rows]
        cursor = page.next_cursor
        store.put(other(f"d{len(found)}", "2026-01-01", "Bạn tín mới."))  # before what is read
    assert found == expected


@pytest.mark.parametrize(
    "cursor", ["x", "bnVsbA", "WzAsIngiLDFd", "W10", "é", "WzAsIjIwMjUtMDEtMDEiLC0xXQ", "=" * 9]
)
def test_a_cursor_of_something_else_is_refused(searched, cursor):
    with pytest.raises(BadCursor) as caught:
        searched.search(Query(cursor=cursor))
    assert caught.value.status == 422


def test_export_gives_every_brief_whole(store):
    briefs = [other(f"x{number:03}", "2025-01-01") for number in range(205)]
    for brief in briefs:
        store.put(brief)
    assert list(store.export(Query())) == briefs[::-1]
    assert list(store.export(Query(text="x007"))) == [briefs[7]]
    assert list(store.export(Query(text="nothing"))) == []


def test_old_briefs_are_pruned_by_when_they_were_kept(store):
    old, new = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    for number in range(3):
        store.put(other(f"o{number}"), kept=old)
    store.put(BRIEF, kept=new)
    assert store.prune(new) == 3
    assert store.prune(new) == 0
    assert ids(store) == [BRIEF.id]


# corrections


def test_a_correction_is_answered_checked_and_kept_with_what_it_replaced(store):
    store.put(BRIEF)
    changed = store.correct(
        BRIEF.id, "points/0", en=" The recruitment target was\n100% met. ", author="Lan"
    )
    assert changed.points[0].en == "The recruitment target was 100% met."
    assert changed.points[0].vi == BRIEF.points[0].vi
    assert FAILED not in changed.points[0].checks
    assert (changed.status, changed.flags) == ("ok", ())
    assert store.get(BRIEF.id) == changed
    assert store.original(BRIEF.id) == BRIEF
    (made,) = store.corrections(BRIEF.id)
    assert (made.where, made.language, made.before, made.after, made.author) == (
        "points/0",
        "en",
        "The recruitment target was met.",
        "The recruitment target was 100% met.",
        "Lan",
    )
    assert ids(store, status="ok") == [BRIEF.id]
    assert store.search(Query()).rows[0].corrected


def test_a_correction_that_changes_a_figure_is_flagged(store):
    store.put(BRIEF)
    changed = store.correct(BRIEF.id, "points/0", en="The recruitment target was 10% met.")
    assert changed.status == "review"
    assert {flag.where for flag in changed.flags} == {"points/0"}


def test_corrections_follow_one_another(store):
    store.put(BRIEF)
    store.correct(BRIEF.id, "headline", vi="Hội nghị Quân khu 1", en="Military Region 1 meets")
    store.correct(BRIEF.id, "headline", en="Military Region 1 gathers")
    assert store.get(BRIEF.id).headline == Bilingual(
        "Hội nghị Quân khu 1", "Military Region 1 gathers"
    )
    assert [(one.language, one.after) for one in store.corrections(BRIEF.id)] == [
        ("vi", "Hội nghị Quân khu 1"),
        ("en", "Military Region 1 meets"),
        ("en", "Military Region 1 gathers"),
    ]
    assert store.original(BRIEF.id).headline == BRIEF.headline
    assert ids(store, text="gathers") == [BRIEF.id]
    assert ids(store, text="holds") == []


def test_what_an_editor_corrected_is_not_overwritten(store):
    store.put(BRIEF)
    changed = store.correct(BRIEF.id, "headline", en="Military Region 1 meets")
    store.put(BRIEF)
    assert store.get(BRIEF.id) == changed


@pytest.mark.parametrize(
    ("where", "read"),
    [
        ("facts/where", lambda brief: brief.facts.where.en),
        ("facts/people/0", lambda brief: brief.facts.people[0].role.en),
    ],
)
def test_facts_can_be_corrected(store, where, read):
    store.put(BRIEF)
    assert read(store.correct(BRIEF.id, where, en="Something else")) == "Something else"


WRONG = [
    ("points/1", {"en": "x"}),
    ("points/x", {"en": "x"}),
    ("points/-1", {"en": "x"}),
    ("points/" + "9" * 5000, {"en": "x"}),
    ("points", {"en": "x"}),
    ("points/0/checks/0", {"en": "x"}),
    ("source", {"en": "x"}),
    ("provenance/settings", {"en": "x"}),
    ("", {"en": "x"}),
    ("headline/vi", {"en": "x"}),
    ("headline", {}),
    ("headline", {"en": "  "}),
    ("headline", {"vi": BRIEF.headline.vi, "en": BRIEF.headline.en}),
]


def test_what_cannot_be_corrected_changes_nothing(store):
    store.put(BRIEF)
    for where, words in WRONG:
        with pytest.raises(NothingToCorrect):
            store.correct(BRIEF.id, where, **words)
    assert store.get(BRIEF.id) == BRIEF
    assert not store.search(Query()).rows[0].corrected
    assert store.corrections(BRIEF.id) == ()


def test_what_an_editor_settles_is_remembered_sentence_by_sentence(store, any_database):
    store.put(BRIEF)
    memory = StoredMemory(any_database)
    store.correct(BRIEF.id, "points/0", vi="Tuyển quân đạt 100%. Hội nghị thành công.")
    assert memory.count() == 0  # the English is still the machine's
    store.correct(BRIEF.id, "points/0", en="Recruitment met 100%. It was a success.", author="Lan")
    assert memory.exact("Tuyển quân đạt 100%.") == "Recruitment met 100%."
    assert memory.exact("Hội nghị thành công.") == "It was a success."
    assert {(one.origin, one.author) for one in memory.list()} == {(f"brief {BRIEF.id}", "Lan")}
    store.correct(BRIEF.id, "points/0", en="Recruitment met 100%, a success.")
    assert memory.exact("Tuyển quân đạt 100%. Hội nghị thành công.") is not None
