"""`songngu glossary` and `songngu memory`, and commands that translate with them."""

import re

import pytest
from click.testing import CliRunner
from fake_studio import FakeStudio

from service.cli import main
from service.commands.tools import Tools
from service.glossary.files import read_glossary, write_glossary
from service.glossary.terms import Term
from service.settings import load_settings

TERMS = (Term("quân khu", "military region"), Term("KVPT", "defence area"))
VI = "Sáng 8/1, hội nghị khai mạc."


@pytest.fixture
def studio():
    return FakeStudio()


@pytest.fixture
def run(tmp_path, studio):
    tools = Tools(
        settings=lambda: load_settings({"SONGNGU_DATA_DIR": str(tmp_path / "data")}),
        make_studio=lambda settings: studio,
    )
    return lambda *args, **more: CliRunner().invoke(main, list(args), obj=tools, **more)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "desk.csv"
    path.write_bytes(write_glossary(TERMS, "csv"))
    return str(path)


def test_a_glossary_is_added_listed_shown_and_removed(run, file):
    id = run("glossary", "add", file).output.strip()
    assert re.fullmatch(r"[0-9a-f-]{36}", id)
    assert run("glossary", "list").output.split() == [id, "2", "desk"]
    for form in ("tsv", "csv", "json", "tbx", "tbx2"):
        shown = run("glossary", "show", id, "--format", form)
        assert read_glossary(shown.stdout_bytes, form) == TERMS
    assert run("glossary", "remove", id).exit_code == 0
    assert run("glossary", "list").output == ""
    gone = run("glossary", "show", id)
    assert gone.exit_code == 2
    assert id in gone.stderr


def test_checking_counts_entries_and_tells_what_differs_from_what_ships(run, file):
    result = run("glossary", "check", file)
    assert "2 entries" in result.output
    assert "“KVPT” is “defence area” here instead of “defence zone”." in result.output


def test_checking_a_bad_file_names_the_line(run, tmp_path):
    path = tmp_path / "bad.tsv"
    path.write_text("a\tb\nc\n")
    result = run("glossary", "check", str(path))
    assert result.exit_code == 2
    assert "Line 2 has 1 columns" in result.stderr


@pytest.mark.parametrize("stored", [False, True])
def test_a_brief_keeps_to_a_file_or_a_stored_glossary(run, studio, file, stored):
    named = run("glossary", "add", file).output.strip() if stored else file
    result = run("brief", "-", "--glossary", named, input=VI)
    assert result.exit_code == 0, result.stderr
    resources = studio.calls[-1][1].resources
    assert resources.terms == TERMS
    assert resources.glossary == (named if stored else "")


def test_translate_tells_an_unknown_glossary(run):
    result = run("translate", "--glossary", "nothing", input=VI)
    assert result.exit_code == 2
    assert "nothing" in result.stderr


def test_the_memory_goes_out_and_in_and_commands_use_it(run, studio, tmp_path):
    source = tmp_path / "in.tmx"
    source.write_text(
        '<tmx version="1.4"><body><tu><tuv xml:lang="vi"><seg>Một.</seg></tuv>'
        '<tuv xml:lang="en"><seg>One.</seg></tuv></tu></body></tmx>'
    )
    assert "1 pairs" in run("memory", "import", str(source)).output
    out = run("memory", "export").output
    assert "<seg>One.</seg>" in out
    assert 'type="x-origin">in.tmx<' in out
    run("brief", "-", input=VI)
    assert studio.calls[-1][1].resources.memory.exact("Một.") == "One."


def test_a_command_makes_no_database_only_to_find_it_empty(run, tmp_path, studio):
    assert run("translate", input=VI).exit_code == 0
    assert not (tmp_path / "data").exists()
