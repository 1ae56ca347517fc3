"""Many at once in one archive: nothing is lost and nothing is there twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from archive_briefs import BRIEF, other

from service.archive.briefs import BriefStore, Query
from service.archive.database import Database
from service.archive.tables.briefs import SourceRow

AT_ONCE = 6


def together(work, inputs):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(work, inputs))


def test_the_same_brief_from_many_is_kept_once(store):
    together(store.put, [BRIEF] * 24)
    assert [row.id for row in store.search(Query()).rows] == [BRIEF.id]
    assert [row.id for row in store.search(Query(text="conference")).rows] == [BRIEF.id]


def test_the_first_use_of_a_database_by_many_makes_its_tables_once(any_database):
    databases = [Database(any_database.url) for _ in range(AT_ONCE)]
    together(lambda one: BriefStore(one).put(BRIEF), databases)
    assert BriefStore(any_database).get(BRIEF.id) == BRIEF
    for database in databases:
        database.close()


def test_corrections_of_many_places_are_all_kept(store):
    point = BRIEF.points[0]
    brief = replace(BRIEF, points=tuple(replace(point, en=f"Old {n}.") for n in range(AT_ONCE)))
    store.put(brief)
    together(lambda n: store.correct(BRIEF.id, f"points/{n}", en=f"New {n}."), range(AT_ONCE))
    assert [point.en for point in store.get(BRIEF.id).points] == [
        f"New {n}." for n in range(AT_ONCE)
    ]
    assert len(store.corrections(BRIEF.id)) == AT_ONCE


def test_deleting_one_brief_of_a_report_while_others_come_leaves_theirs(store, any_database):
    twins = [replace(BRIEF, id=f"twin{n:02}") for n in range(12)]
    for twin in twins[:6]:
        store.put(twin)
    together(
        lambda twin: store.delete(twin.id) if twin in twins[:6] else store.put(twin),
        [twin for pair in zip(twins[:6], twins[6:], strict=True) for twin in pair],
    )
    store.put(other("e1"))
    assert {one.id for one in store.export(Query(text="tuyển quân"))} == {
        twin.id for twin in twins[6:]
    }
    with any_database.session() as session:
        assert session.query(SourceRow).count() == 2
