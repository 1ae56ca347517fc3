"""What is new is briefed once, whatever comes in between."""

import contextlib
import itertools
import os
from datetime import timedelta
from pathlib import Path

import pytest
from fake_studio import FakeStudio
from real_files import BODY, FILES, LINK, RECORD, TEXT, lines, page, rss

from models.errors import EngineFailed, ModelNotInstalled
from service.archive.briefs import BriefStore, Query
from service.archive.database import Database
from service.briefs.brief import Brief
from service.briefs.pipeline import BriefOptions
from service.errors import FetchFailed
from service.reading.fetch import Fetched
from service.watching.holding import AlreadyWatched, holding
from service.watching.register import Register
from service.watching.sources import Feed, Folder
from service.watching.watcher import Rules, Watcher

FEED = "https://example.vn/rss"
OTHER = "Ngày 9/1, Ủy ban nhân dân tỉnh Bắc Kạn tổ chức hội nghị triển khai nhiệm vụ năm 2025."


class Web:
    """Answers of the web by address, an error among them; remembers what was asked."""

    def __init__(self, **answers: object) -> None:
        self.answers: dict[str, object] = {FEED: rss(), **answers}
        self.asked: list[tuple[str, str]] = []

    def __call__(self, url: str, last: Fetched | None) -> Fetched:
        self.asked.append((url, last.etag if last else ""))
        answer = self.answers[url]
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, bytes)
        etag = str(hash(answer))
        if last and last.etag == etag:
            return Fetched(b"", "", url, etag, changed=False)
        return Fetched(answer, "", url, etag)


class Desk:
    """A watcher with a place for what it delivers."""

    def __init__(self, database: Database, web: Web | None = None, **rules: object) -> None:
        self.database = database
        self.studio = FakeStudio()
        self.web = web or Web()
        self.rules = Rules(**{"interval": timedelta(0), **rules})
        self.delivered: list[str] = []
        self.problem: Exception | None = None

    def watcher(self) -> Watcher:
        """A new one each time, as after a restart."""
        return Watcher(Register(self.database), self.make, self.deliver, self.web, self.rules)

    def make(self, document) -> Brief:
        return self.studio.brief(document, BriefOptions())

    def deliver(self, brief: Brief, key: str) -> None:
        if self.problem:
            raise self.problem
        BriefStore(self.database).put(brief)
        self.delivered.append(brief.id)

    def look(self, *sources: Feed | Folder) -> tuple[int, int, int]:
        rounds = [self.watcher().once(source) for source in sources or (self.feed(),)]
        return (
            sum(one.new for one in rounds),
            sum(one.briefed for one in rounds),
            sum(one.failed for one in rounds),
        )

    def feed(self, url: str = FEED) -> Feed:
        return Feed(url, self.web)

    def failures(self) -> list[tuple[str, int, bool]]:
        return [(one.code, one.attempts, one.final) for one in Register(self.database).failures()]


@pytest.fixture
def desk(any_database: Database) -> Desk:
    return Desk(any_database)


def entries(*texts: str) -> bytes:
    items = [{"id": f"n{n}", "title": f"Tin {n}", "text": text} for n, text in enumerate(texts)]
    return lines({"version": "https://jsonfeed.org/version/1.1", "items": items})


def test_a_feed_is_briefed_once_and_asked_only_for_changes(desk: Desk) -> None:
    assert desk.look() == (1, 1, 0)
    assert desk.look() == (0, 0, 0)
    assert desk.web.asked[0][1] == ""
    assert desk.web.asked[1][1] != ""
    assert len(BriefStore(desk.database).search(Query()).rows) == 1


def test_only_what_is_new_is_briefed(desk: Desk) -> None:
    desk.web.answers[FEED] = entries(TEXT)
    assert desk.look() == (1, 1, 0)
    desk.web.answers[FEED] = entries(TEXT, OTHER)
    assert desk.look() == (1, 1, 0)
    desk.web.answers[FEED] = entries(TEXT + " (cập nhật)", OTHER)  # the same id
    assert desk.look() == (0, 0, 0)


def test_the_same_report_from_two_feeds_is_told_once(desk: Desk) -> None:
    desk.web.answers["https://khac.vn/rss"] = lines([{"id": "x", "title": "Khác", "text": TEXT}])
    desk.web.answers[FEED] = lines([RECORD])
    assert desk.look(desk.feed(), desk.feed("https://khac.vn/rss")) == (2, 2, 0)
    assert len(desk.delivered) == 1


def test_of_a_summary_the_page_is_fetched(desk: Desk) -> None:
    desk.web.answers |= {FEED: rss("Quân khu 1 tổng kết.", "description"), LINK: page()}
    assert desk.look() == (1, 1, 0)
    (row,) = BriefStore(desk.database).search(Query()).rows
    assert "Trung tướng" in BriefStore(desk.database).get(row.id).source.text
    assert [url for url, _ in desk.web.asked] == [FEED, LINK]


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (FetchFailed("away", reason="timeout"), 3),
        (FetchFailed("500", reason="status", upstream_status=503), 3),
        (FetchFailed("gone", reason="status", upstream_status=404), 1),
        (FetchFailed("inside", reason="private-address"), 1),
    ],
)
def test_failures_are_kept_and_tried_again_where_that_may_help(
    desk: Desk, error: FetchFailed, attempts: int
) -> None:
    desk.web.answers |= {FEED: rss("Tóm tắt.", "description"), LINK: error}
    assert [desk.look() for _ in range(attempts)] == [(1, 0, 1), *[(0, 0, 1)] * (attempts - 1)]
    assert desk.failures() == [("fetch-failed", attempts, True)]
    assert desk.look() == (0, 0, 0)
    desk.web.answers[LINK] = page()
    assert Register(desk.database).retry_failed() == 1
    assert desk.look() == (0, 1, 0)
    assert desk.failures() == []


def test_what_cannot_be_briefed_does_not_stop_the_rest(desk: Desk) -> None:
    english = "The conference was held in Hanoi on Wednesday morning, officials said."
    desk.web.answers[FEED] = entries(english, TEXT)
    assert desk.look() == (2, 1, 1)
    assert desk.failures() == [("not-vietnamese", 1, True)]


def test_an_engine_that_fails_is_asked_again(desk: Desk) -> None:
    desk.studio.error = EngineFailed("The server is away.")
    desk.rules = Rules(interval=timedelta(hours=1))
    assert desk.look() == (1, 0, 1)
    desk.studio.error = None
    assert desk.look() == (0, 0, 0)  # not yet
    assert desk.failures() == [("engine-failed", 1, False)]


def test_a_missing_model_ends_the_watch_and_loses_nothing(desk: Desk) -> None:
    desk.studio.error = ModelNotInstalled("Fetch it first.")
    with pytest.raises(ModelNotInstalled):
        desk.look()
    desk.studio.error = None
    assert desk.look() == (0, 1, 0)


def test_a_feed_that_does_not_answer_is_left_alone_for_longer_and_longer(desk: Desk) -> None:
    desk.web.answers[FEED] = FetchFailed("away", reason="timeout")
    desk.rules = Rules(interval=timedelta(minutes=5))
    waits = [desk.watcher().once(desk.feed()).wait for _ in range(9)]
    assert waits[:3] == [timedelta(minutes=minutes) for minutes in (10, 20, 40)]
    assert waits[-1] == timedelta(hours=6)
    desk.web.answers[FEED] = rss()
    done = desk.watcher().once(desk.feed())
    assert (done.briefed, done.wait) == (1, timedelta(minutes=5))


def test_what_is_old_can_be_left_out(desk: Desk) -> None:
    desk.rules = Rules(interval=timedelta(0), skip_first=True)
    desk.web.answers[FEED] = entries(TEXT)
    assert desk.look() == (0, 0, 0)
    desk.web.answers[FEED] = entries(TEXT, OTHER)
    assert desk.look() == (1, 1, 0)


def test_a_brief_that_was_made_is_never_made_again(desk: Desk) -> None:
    """Killed, or without a disk, between making and delivering."""
    desk.problem = OSError(28, "No space left on device")
    assert desk.look()[1] == 0
    made = len(desk.studio.calls)
    desk.problem, desk.studio.error = None, EngineFailed("would fail")
    assert desk.look() == (0, 1, 0)
    assert (made, len(desk.studio.calls), len(desk.delivered)) == (1, 1, 1)


@pytest.mark.parametrize("steps", range(6))
def test_nothing_is_lost_or_told_twice_wherever_it_dies(
    desk: Desk, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.web.answers[FEED] = entries(TEXT, OTHER)
    left = itertools.count(steps, -1)
    with monkeypatch.context() as patch:
        for name in ("looked", "made", "delivered"):
            original = getattr(Register, name)

            def dying(*arguments: object, original=original, **named: object) -> object:
                if next(left) == 0:
                    raise KeyboardInterrupt
                return original(*arguments, **named)

            patch.setattr(Register, name, dying)
        with contextlib.suppress(KeyboardInterrupt):
            desk.look()
    desk.look()
    assert len(BriefStore(desk.database).search(Query()).rows) == 2
    assert len(set(desk.delivered)) == 2
    assert len([call for call in desk.studio.calls if call[0] == "brief"]) <= 3


def aged(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def test_a_folder_of_every_kind_of_file(desk: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    for name, data in FILES.items():
        aged(inbox / name, data)
    new, briefed, failed = desk.look(Folder(inbox))
    assert (briefed, failed) == (new, 0)
    assert len(desk.delivered) <= 4  # the same report in 14 files: as text differs by its title
    assert sorted(path.name for path in inbox.iterdir()) == sorted(FILES)


def test_a_folder_again(desk: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    aged(inbox / "a.txt", TEXT.encode())
    aged(inbox / "out" / "songngu-1.md", OTHER.encode())
    aged(inbox / ".hidden.txt", OTHER.encode())
    aged(inbox / "~$a.docx", OTHER.encode())
    aged(inbox / "photo.jpg", OTHER.encode())
    (inbox / "still-written.txt").write_bytes(OTHER.encode())
    folder = Folder(inbox, settle=3600, without=inbox / "out")
    assert desk.look(folder) == (1, 1, 0)
    (inbox / "a.txt").rename(inbox / "b.txt")
    assert desk.look(Folder(inbox, 3600, inbox / "out")) == (0, 0, 0)
    aged(inbox / "b.txt", f"{TEXT}\n{OTHER}".encode())
    aged(inbox / "still-written.txt", OTHER.encode())
    assert desk.look(folder) == (2, 2, 0)


def test_a_file_that_cannot_be_read_is_kept_among_the_failures(desk: Desk, tmp_path: Path) -> None:
    path = aged(tmp_path / "a.docx", FILES["tin.docx"][:900])
    assert desk.look(Folder(tmp_path)) == (0, 0, 0)
    (failure,) = Register(desk.database).failures()
    assert (failure.name, failure.code) == (str(path), "unreadable-input")
    assert "damaged or cut off" in failure.error


def test_one_watcher_for_each_source(any_database: Database) -> None:
    with holding(any_database, FEED):
        with pytest.raises(AlreadyWatched, match="already watched"), holding(any_database, FEED):
            pass
        with holding(any_database, BODY):
            pass
    with holding(any_database, FEED):
        pass
