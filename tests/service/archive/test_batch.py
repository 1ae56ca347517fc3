"""`songngu batch` with real processes: its outputs, its errors, its account."""

import json
from datetime import date

import pyarrow.parquet
import pytest
import quick_studio
from click.testing import CliRunner

from service.archive.article import Article
from service.archive.batch import held, is_since
from service.archive.outputs import output_for
from service.cli import main
from service.commands.tools import Tools
from service.settings import load_settings

TEXT = "Sáng 8/1, Quân khu 1 tổ chức hội nghị số {}.\nTỉnh hoàn thành chỉ tiêu tuyển quân."


@pytest.fixture
def songngu(tmp_path, monkeypatch):
    """The command, run beside its input."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, code=0):
        tools = Tools(lambda: load_settings({}), quick_studio.make_studio)
        done = CliRunner().invoke(main, ["batch", *arguments], obj=tools)
        assert done.exit_code == code, done.output
        return done.output

    return run


def write(path, count, **more):
    rows = [
        {"id": f"a-{n}", "title": f"Bài {n}", "text": TEXT.format(n)} | more for n in range(count)
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_an_archive_becomes_lines_in_its_order_whatever_the_processes(songngu, tmp_path):
    write(tmp_path / "a.jsonl", 12)
    assert "12 articles: 12 done, 0 failed, 0 waiting." in songngu("a.jsonl", "--out", "one.jsonl")
    songngu("a.jsonl", "--out", "two.jsonl", "--processes", "2")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    rows = lines(tmp_path / "one.jsonl")
    assert [row["id"] for row in rows] == [f"a-{n}" for n in range(12)]
    assert rows[3]["brief"]["source"]["title"] == "Bài 3"


def test_a_bad_article_is_a_row_with_its_error_and_the_rest_is_done(songngu, tmp_path):
    write(tmp_path / "a.jsonl", 2)
    with (tmp_path / "a.jsonl").open("a") as file:
        file.write(
            'no json\n{"id": "e", "text": "This is a report in English, which nobody asks"}\n'
        )
    out = songngu("a.jsonl", "--out", "o.jsonl", code=1)
    assert "4 articles: 2 done, 2 failed, 0 waiting." in out
    assert "1 not-vietnamese: " in out
    assert "1 unreadable-input: a.jsonl:3: the line is not JSON" in out
    assert [row.get("code") for row in lines(tmp_path / "o.jsonl")][2:] == [
        "unreadable-input",
        "not-vietnamese",
    ]
    assert "2 of them in this run" in songngu(
        "a.jsonl", "--out", "o.jsonl", "--retry", "failed", code=1
    )


def test_an_article_that_kills_its_process_fails_alone(songngu, tmp_path, monkeypatch):
    monkeypatch.setenv("QUICK_LOG", str(tmp_path / "log"))
    write(tmp_path / "a.jsonl", 4)
    write(tmp_path / "b.jsonl", 1, id="bad", text=f"Sáng 8/1, có {quick_studio.DEADLY} ở tỉnh.")
    out = songngu("b.jsonl", "a.jsonl", "--out", "o.jsonl", "--processes", "2", code=1)
    assert "5 articles: 4 done, 1 failed" in out
    assert [row.get("code", "") for row in lines(tmp_path / "o.jsonl")] == [
        "worker-died",
        *[""] * 4,
    ]


def test_parquet_has_columns_and_the_whole_brief(songngu, tmp_path):
    write(tmp_path / "a.jsonl", 2, date="2025-01-08", url="http://x/1")
    songngu("a.jsonl", "--out", "o.parquet")
    rows = pyarrow.parquet.read_table(tmp_path / "o.parquet").to_pylist()
    assert [row["id"] for row in rows] == ["a-0", "a-1"]
    assert rows[0]["published"] == "2025-01-08"
    assert rows[0]["points_en"][0].startswith("[en] ")
    assert json.loads(rows[0]["json"])["source"]["url"] == "http://x/1"


def test_a_folder_of_files_of_many_kinds(songngu, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT.format(1), "utf-8")
    (tmp_path / "in" / "b.html").write_text(f"<html><body><p>{TEXT}</p></body></html>", "utf-8")
    write(tmp_path / "in" / "c.jsonl", 2)
    songngu("in", "--out", "out", "--format", "markdown")
    names = [path.name.rpartition(".")[0] for path in sorted((tmp_path / "out").glob("*.md"))]
    assert [name.rpartition(".")[0] for name in names] == ["a-0", "a-1", "in-a.txt", "in-b.html"]


def test_limit_and_since_choose(songngu, tmp_path):
    write(tmp_path / "a.jsonl", 3, date="2024-12-31")
    write(tmp_path / "b.jsonl", 3, date="2025-01-08", title="Mới")
    assert "4 articles: 4 done" in songngu("a.jsonl", "b.jsonl", "--out", "o.jsonl", "--limit", "4")
    out = songngu("a.jsonl", "b.jsonl", "--out", "o.jsonl", "--since", "2025-01-01")
    assert "3 articles: 3 done" in out
    assert {row["brief"]["source"]["title"] for row in lines(tmp_path / "o.jsonl")} == {"Mới"}


@pytest.mark.parametrize(
    ("article", "wanted"),
    [
        (Article("1", "x", published=date(2025, 1, 8)), True),
        (Article("1", "x", published=date(2024, 1, 8)), False),
        (Article("1", "(BBK) - Sáng 8/1/2025, Quân khu 1 tổ chức hội nghị tổng kết."), True),
        (Article("1", "Quân khu 1 tổ chức hội nghị tổng kết năm."), False),
        (Article("1", "", problem="It is broken."), False),
    ],
)
def test_a_day_is_looked_for_in_the_text(article, wanted):
    assert is_since(article, date(2025, 1, 1)) is wanted


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("none*.jsonl", "--out", "o.jsonl"), "there is no such file or folder"),
        (("a.jsonl", "--out", "."), "lies in the output"),
        (("a.jsonl", "--out", "o.jsonl", "--format", "docx"), "of the files in a folder"),
        (("a.jsonl", "--out", "o", "--format", "odt"), "There is no format 'odt'"),
        (("a.jsonl", "--out", "o", "--task", "translate", "--format", "docx"), "json, text"),
        (("a.jsonl", "--out", "o.jsonl", "--translator", "none"), "No model 'none'"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_done(songngu, tmp_path, arguments, told):
    write(tmp_path / "a.jsonl", 1)
    out = " ".join(songngu(*arguments, code=2).split())
    assert told in out or told in out.replace("'", "'")


def test_two_at_once_on_one_output_are_refused(songngu, tmp_path):
    write(tmp_path / "a.jsonl", 1)
    with held(output_for(tmp_path / "o.jsonl", "brief")):
        assert "Another `songngu batch` is writing o.jsonl" in songngu(
            "a.jsonl", "--out", "o.jsonl", code=2
        )
