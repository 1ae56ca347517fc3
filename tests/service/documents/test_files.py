from collections.abc import Sequence
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import update

from service.archive.columns import now
from service.archive.database import Database
from service.archive.tables.translated_files import TranslatedFileRow
from service.archive.usage import Usage
from service.documents.files import DONE, ERROR, TRANSLATING, FileDesk, Handle, NotDone, UnknownFile
from service.errors import UnreadableInput, UnsupportedType

SOURCE = "Hội nghị.".encode()


def work(data: bytes, name: str, glossaries: Sequence[str]) -> bytes:
    return f"{data.decode()} {name} {list(glossaries)}".encode()


def test_a_file_is_translated_and_handed_out_once(any_database: Database) -> None:
    desk = FileDesk(any_database, work)
    handle = desk.accept("a.txt", SOURCE, ["g"], characters=9)
    state = desk.wait(handle, 10)
    assert (state.status, state.characters) == (DONE, 9)
    found = desk.result(handle, once=True)
    assert found.data.decode() == "Hội nghị. a.txt ['g']"
    assert found.media_type.startswith("text/plain")
    with pytest.raises(UnknownFile):
        desk.result(handle, once=True)


def test_a_restart_loses_no_file(any_database: Database) -> None:
    """The first process dies at work; another one is asked, once the lease is over."""
    stuck, begun = Event(), Event()

    def dying(data: bytes, name: str, glossaries: Sequence[str]) -> bytes:
        begun.set()
        stuck.wait(10)
        raise UnreadableInput("This worker is dead and nobody listens to it.")

    handle = FileDesk(any_database, dying).accept("a.txt", SOURCE)
    assert begun.wait(10)
    other = FileDesk(any_database, work)
    assert other.state(handle).status == TRANSLATING
    with pytest.raises(NotDone):
        other.result(handle, once=True)
    with any_database.session() as session:
        session.execute(update(TranslatedFileRow).values(lease=now() - timedelta(seconds=1)))
    assert other.wait(handle, 10).status == DONE
    stuck.set()
    assert other.result(handle, once=True).data.startswith(SOURCE)


def test_what_fails_is_told(any_database: Database) -> None:
    def refuse(data: bytes, name: str, glossaries: Sequence[str]) -> bytes:
        raise UnreadableInput("It is damaged.")

    desk = FileDesk(any_database, refuse)
    state = desk.wait(desk.accept("a.txt", SOURCE), 10)
    assert (state.status, state.error) == (ERROR, "It is damaged.")
    with pytest.raises(UnsupportedType, match="docx"):
        desk.accept("a.exe", SOURCE)


def test_only_the_key_opens_a_file(any_database: Database) -> None:
    desk = FileDesk(any_database, work)
    handle = desk.accept("a.txt", SOURCE)
    desk.wait(handle, 10)
    for wrong in (Handle(handle.id, "x"), Handle("x", handle.key)):
        with pytest.raises(UnknownFile):
            desk.state(wrong)


def test_usage_is_counted_by_months(any_database: Database) -> None:
    usage = Usage(any_database)
    assert usage.characters == 0
    usage.add(3)
    usage.add(4)
    assert Usage(any_database).characters == 7
