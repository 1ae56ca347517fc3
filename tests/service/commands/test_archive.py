"""`songngu archive` on each kind of database."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from archive_briefs import BRIEF, other
from click.testing import CliRunner
from databases import KINDS, empty_database
from fake_studio import FakeStudio

from service.archive.briefs import BriefStore, Query
from service.cli import main
from service.commands.tools import Tools
from service.formats import write
from service.settings import load_settings

REPORT = "Sáng 8/1/2025, Ủy ban nhân dân tỉnh Bắc Kạn tổ chức hội nghị tổng kết công tác năm."


@pytest.fixture(scope="module", params=KINDS)
def database(request, tmp_path_factory):
    with empty_database(request.param, tmp_path_factory.mktemp("cli")) as database:
        yield database


@pytest.fixture
def store(database):
    store = BriefStore(database)
    for brief in list(store.export(Query())):
        store.delete(brief.id)
    store.put(BRIEF)
    store.put(other("e1", "2024-05-01", "Bão số 3 đổ bộ Quảng Ninh.", agency="TTXVN"))
    return store


@pytest.fixture
def run(store, database):
    def run(*arguments, input=None, **environ):
        told = {"SONGNGU_DATABASE_URL": database.url} | environ
        tools = Tools(lambda: load_settings(told), lambda settings: FakeStudio())
        return CliRunner().invoke(main, arguments, input=input, obj=tools)

    return run


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], [BRIEF.id, "e1"]),
        (["bao", "quang", "ninh"], ["e1"]),
        (["--agency", "ttxvn"], ["e1"]),
        (["--since", "2025-01-01", "--status", "review"], [BRIEF.id]),
        (["--until", "2024-12-31", "conference"], []),
        (["--person", "hong thai", "--place", "bac kan"], [BRIEF.id]),
    ],
)
def test_search_writes_a_line_for_each(run, arguments, found):
    result = run("archive", "search", *arguments)
    assert result.exit_code == 0, result.stderr
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == found


def test_search_says_that_there_is_more(run):
    result = run("archive", "search", "--limit", "1")
    cells = result.stdout.strip().split("\t")
    assert cells == [BRIEF.id, "2025-01-08", "review", BRIEF.headline.vi, BRIEF.headline.en]
    assert "There are more" in result.stderr


def test_show_writes_any_format_and_version(run, store, tmp_path):
    store.correct(BRIEF.id, "headline", en="Military Region 1 meets")
    shown = run("archive", "show", BRIEF.id, "--format", "json")
    assert json.loads(shown.stdout)["headline"]["en"] == "Military Region 1 meets"
    first = run("archive", "show", BRIEF.id, "--format", "json", "--original")
    assert first.stdout == write(BRIEF, "json")
    target = tmp_path / "brief.html"
    run("archive", "show", BRIEF.id, "--output", str(target))
    assert target.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_correct_changes_the_brief_and_tells_what_the_checks_say(run, store):
    result = run(
        "archive", "correct", BRIEF.id, "points/0", "--en", "It was 10% met.", "--author", "Lan"
    )
    assert result.exit_code == 0
    assert "points/0: " in result.stderr
    assert store.get(BRIEF.id).points[0].en == "It was 10% met."
    assert store.corrections(BRIEF.id)[0].author == "Lan"


def test_an_archive_is_exported_and_imported(run, store, tmp_path):
    store.correct(BRIEF.id, "headline", en="Military Region 1 meets", author="Lan")
    file = tmp_path / "archive.jsonl"
    assert run("archive", "export", "--output", str(file)).exit_code == 0
    before, history = list(store.records(Query())), store.corrections(BRIEF.id)
    assert run("archive", "delete", BRIEF.id, "e1").exit_code == 0
    assert store.search(Query()).rows == ()
    result = run("archive", "import", str(file))
    assert (result.exit_code, result.stderr) == (0, "2 briefs imported.\n")
    assert list(store.records(Query())) == before
    assert store.corrections(BRIEF.id) == history


def test_a_bad_line_of_an_import_is_named_and_the_others_go_on(run, store):
    good = json.dumps(json.loads(write(other("e7"), "json")))
    result = run("archive", "import", "-", input=f"{{}}\n\n{good}\nx\n")
    assert result.exit_code == 1
    assert "1 briefs imported." in result.stderr
    assert "2 lines failed: line 1: The line is no brief: id: Field required." in result.stderr
    assert "line 4: " in result.stderr
    assert store.get("e7").headline.en == "Report e7"


def test_files_are_exported_into_a_folder(run, tmp_path):
    result = run("archive", "export", "--format", "docx", "--output", str(tmp_path / "out"), "ninh")
    assert result.exit_code == 0, result.stderr
    (path,) = (tmp_path / "out").iterdir()
    assert path.name == "000001-songngu-e1.docx"
    assert path.read_bytes().startswith(b"PK")


def test_prune_deletes_what_is_older(run, store):
    store.put(other("e8"), kept=datetime.now(UTC) - timedelta(days=400))
    assert (
        run("archive", "prune", "--older-than", "500d").stderr
        == "0 briefs and 0 batches deleted.\n"
    )
    assert (
        run("archive", "prune", "--older-than", "365d").stderr
        == "1 briefs and 0 batches deleted.\n"
    )
    assert (
        run("archive", "prune", SONGNGU_KEEP_DAYS="1").stderr == "0 briefs and 0 batches deleted.\n"
    )
    assert len(store.search(Query()).rows) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "none"], "No brief “none” is kept."),
        (["delete", "none"], "No brief “none” is kept."),
        (["delete"], "Missing argument"),
        (["correct", BRIEF.id, "points/9", "--en", "x"], "no text at “points/9”"),
        (["correct", BRIEF.id, "headline"], "Give other words"),
        (["prune"], "SONGNGU_KEEP_DAYS"),
        (["prune", "--older-than", "a year"], "Write 365d"),
        (["export", "--format", "html"], "--output must name a folder"),
        (["search", "--since", "yesterday"], "--since"),
    ],
)
def test_wrong_use_is_told(run, arguments, told):
    result = run("archive", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_brief_keeps_when_told_to(run, store):
    made = run("brief", "-", "--format", "json", input=REPORT)
    id = json.loads(made.stdout)["id"]
    assert id not in {row.id for row in store.search(Query()).rows}
    assert run("brief", "-", "--keep", "--format", "json", input=REPORT).stdout == made.stdout
    assert store.get(id).source.text == REPORT


def test_a_brief_is_written_even_where_it_cannot_be_kept(run, tmp_path):
    (tmp_path / "file").write_text("")
    away = f"sqlite:///{tmp_path}/file/songngu.db"
    result = run("brief", "-", "--keep", input=REPORT, SONGNGU_DATABASE_URL=away)
    assert result.exit_code == 1
    assert "The database cannot be used" in result.stderr
    assert REPORT in result.stdout
