"""The archive as lines and as files."""

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from archive_briefs import BRIEF, other
from databases import empty_database

from service.archive import transfer
from service.archive.briefs import BriefStore, Query
from service.errors import UnreadableInput
from service.formats import write

KEPT = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)


def test_an_archive_moves_from_one_database_to_another_whole(store, tmp_path):
    store.put(BRIEF, kept=KEPT)
    store.put(other("e1"), kept=KEPT)
    store.correct(BRIEF.id, "headline", en="Military Region 1 meets", author="Lan")
    exported = list(transfer.lines(store, Query()))
    with empty_database("postgresql", tmp_path) as database:
        moved = BriefStore(database)
        for _ in range(2):
            for line in exported:
                moved.restore(transfer.read(line))
        assert list(moved.records(Query(text="1"))) == list(store.records(Query(text="1")))
        assert moved.corrections(BRIEF.id) == store.corrections(BRIEF.id)
        assert moved.original(BRIEF.id) == BRIEF
        assert {row.kept for row in moved.search(Query()).rows} == {KEPT}
        assert [row.id for row in moved.search(Query(text="meets")).rows] == [BRIEF.id]


def test_a_line_is_the_json_of_the_brief_and_more(store):
    store.put(BRIEF)
    told = json.loads(next(transfer.lines(store, Query())))
    assert set(told.pop("archive")) == {"kept", "original", "corrections"}
    assert told == json.loads(write(BRIEF, "json"))


def test_any_brief_in_json_can_be_read():
    assert transfer.read(write(BRIEF, "json")).brief == BRIEF


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"", "EOF"),
        (b"[]", "pop"),
        (b"null", "pop"),
        (b"\xff", "expected value"),
        (b"{}", "id: Field required"),
        (b'{"archive": [1]}', "no brief"),
        (json.dumps({"id": "\ud800"}).encode(), "no brief"),
        (write(BRIEF, "json").replace('"0a1b2c"', '"../x"').encode(), "id: 1 to 64 letters"),
        (write(BRIEF, "json").replace('"review"', '"fine"').encode(), "status: Input should be"),
    ],
)
def test_a_line_that_is_no_brief_says_where(line, told):
    with pytest.raises(UnreadableInput, match="The line is no brief") as caught:
        transfer.read(line)
    assert told in caught.value.message


def test_a_zip_holds_a_file_for_each_brief(store):
    store.put(BRIEF)
    store.put(other("e1"))
    data = b"".join(transfer.zipped(store, Query(), "markdown", "en"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == ["000001-songngu-e1.md", f"000002-songngu-{BRIEF.id}.md"]
        assert archive.read(names[1]).decode() == write(BRIEF, "markdown", "en")
