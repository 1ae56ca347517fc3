"""How the databases answer when there are many briefs: by their indexes."""

from dataclasses import replace
from datetime import date

import pytest
from databases import KINDS, empty_database
from sqlalchemy import insert, text
from sqlalchemy.dialects import postgresql, sqlite

from service.archive.briefs import BriefStore, Query
from service.archive.queries import statement
from service.archive.tables.briefs import SourceRow

ROWS = 20_000
DIALECTS = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect()}


FILL = """
INSERT INTO briefs (id, source_digest, day, kept, status, headline_vi, headline_en, title, url,
                    agency, place, document)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {rows})
SELECT 'b' || n, 'digest', {day}, CURRENT_TIMESTAMP,
       CASE WHEN n % 10 = 0 THEN 'review' ELSE 'ok' END, '', '', '', '', '', '', '{{}}'
FROM numbers
"""
DAYS = {
    "sqlite": "date('2000-01-01', (n * 7919 % 9000) || ' days')",
    "postgresql": "date '2000-01-01' + n * 7919 % 9000",
}
WORDS = {
    "sqlite": "INSERT INTO brief_words (rowid, exact, plain) SELECT key, id, id FROM briefs",
    "postgresql": "INSERT INTO brief_words SELECT key, CAST(id AS tsvector) FROM briefs",
}


@pytest.fixture(scope="module", params=KINDS)
def crowded(request, tmp_path_factory):
    """A database of many briefs."""
    kind = request.param
    with empty_database(kind, tmp_path_factory.mktemp("crowded")) as database:
        with database.session() as session:
            session.execute(insert(SourceRow).values(digest="digest", text=""))
            session.execute(text(FILL.format(rows=ROWS, day=DAYS[kind])))
            session.execute(text(WORDS[kind]))
        with database.session() as session:
            session.execute(text("ANALYZE"))
        yield database


def plan(database, query):
    dialect = database.engine.dialect.name
    asked = statement(query, dialect).compile(
        dialect=DIALECTS[dialect], compile_kwargs={"literal_binds": True}
    )
    explain = "EXPLAIN QUERY PLAN" if dialect == "sqlite" else "EXPLAIN"
    with database.session() as session:
        lines = session.connection().exec_driver_sql(f"{explain} {asked}").all()
    return "\n".join(" ".join(map(str, line)) for line in lines)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (Query(), "ix_briefs_day"),
        (Query(since=date(2010, 1, 1)), "ix_briefs_day"),
        (Query(status="review"), "ix_briefs_status_day"),
    ],
)
def test_a_page_in_the_middle_is_read_from_the_index(crowded, query, index):
    store = BriefStore(crowded)
    first = store.search(query)
    middle = replace(query, cursor=first.next_cursor)
    for asked in (query, middle):
        found = plan(crowded, asked)
        assert index in found
        assert "TEMP B-TREE" not in found
        assert "Sort" not in found


def test_pages_cover_all_of_many_rows(crowded):
    store = BriefStore(crowded)
    seen, last, cursor = set(), date.max, ""
    while cursor is not None:
        page = store.search(Query(limit=1000, cursor=cursor))
        seen |= {one.id for one in page.rows}
        days = [one.day for one in page.rows]
        assert days == sorted(days, reverse=True)
        assert days[0] <= last
        last, cursor = days[-1], page.next_cursor
    assert len(seen) == ROWS


def test_words_are_found_by_their_index(crowded):
    query = Query(text="b777")
    found = plan(crowded, query)
    assert "VIRTUAL TABLE INDEX" in found or "ix_brief_words" in found
    assert [one.id for one in BriefStore(crowded).search(query).rows] == ["b777"]
