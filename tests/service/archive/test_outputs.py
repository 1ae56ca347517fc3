"""Outputs: put together whole, in order, with a reason for every article that failed."""

import gzip
import json
import sys
from io import BytesIO

import pytest
from fake_studio import FakeStudio

from service.archive.article import Article
from service.archive.articles import articles_of
from service.archive.cluster import Cluster, ClusterMissing
from service.archive.containers import ParquetMissing
from service.archive.outputs import file_name, output_for
from service.archive.work import Errand, Outcome, work
from service.archive.workers import Order
from service.settings import load_settings

TEXT = "Sáng 8/1, Quân khu 1 tổ chức hội nghị."
BAD = Outcome("bad", "in.jsonl:2", "f" * 32, "failed", code="empty-text", error="Nothing.")


def made(task, id="in/a 1.txt"):
    article = Article(id, TEXT, "in.jsonl:1", title="Bài")
    return work(article, Errand(task), FakeStudio(), load_settings({}))


@pytest.mark.parametrize(
    ("task", "form", "suffix", "start"),
    [
        ("brief", "markdown", ".md", b"# "),
        ("brief", "docx", ".docx", b"PK"),
        ("brief", "newsml", ".newsml.xml", b"<?xml"),
        ("brief", "xliff", ".xlf", b"<?xml"),
        ("translate", "text", ".txt", "[en] Bài\n\n[en] Sáng 8/1".encode()),
        ("translate", "json", ".json", b"{"),
        ("summarise", "text", ".txt", "Sáng 8/1".encode()),
    ],
)
def test_a_folder_has_a_file_for_each_article(tmp_path, task, form, suffix, start):
    output, good = output_for(tmp_path / "out", task, form), made(task)
    output.assemble([good, BAD])
    path = tmp_path / "out" / f"in-a-1.txt.{good.key[:8]}{suffix}"
    assert path.read_bytes().startswith(start)
    (failed,) = (tmp_path / "out" / "_failed.jsonl").read_text("utf-8").splitlines()
    assert json.loads(failed) == {
        "id": "bad", "name": "in.jsonl:2", "error": "Nothing.", "code": "empty-text",
    }  # fmt: skip
    path.unlink()
    output.assemble([good])
    assert path.exists()
    assert not (tmp_path / "out" / "_failed.jsonl").exists()


def test_a_file_is_the_old_one_until_the_new_one_is_whole(tmp_path):
    output = output_for(tmp_path / "o.jsonl", "brief")
    output.assemble([BAD])

    def breaks_off():
        yield made("brief")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        output.assemble(breaks_off())
    assert json.loads((tmp_path / "o.jsonl").read_text("utf-8"))["id"] == "bad"


def test_lines_may_be_compressed(tmp_path):
    output_for(tmp_path / "o.jsonl.gz", "summarise").assemble([made("summarise")])
    row = json.loads(gzip.decompress((tmp_path / "o.jsonl.gz").read_bytes()))
    assert row == {
        "id": "in/a 1.txt", "name": "in.jsonl:1", "summary": TEXT, "points": [TEXT],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("Báo/Quân đội.txt", "Báo-Quân-đội.txt"),
        ("...", "article"),
        ("x" * 300, "x" * 60),
    ],
)
def test_names_of_files_are_safe(id, name):
    assert file_name(Outcome(id, "", "0" * 32, "done"), ".md") == f"{name}.00000000.md"


def test_extras_that_are_not_installed_are_named(tmp_path, monkeypatch):
    for name in ("pyarrow", "pyarrow.parquet", "ray"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ParquetMissing, match=r"pip install 'songngu\[parquet\]'"):
        output_for(tmp_path / "o.parquet", "brief")
    with pytest.raises(ParquetMissing, match=r"pip install 'songngu\[parquet\]'"):
        list(articles_of(BytesIO(b"PAR1"), "a.parquet"))
    with pytest.raises(ClusterMissing, match=r"pip install 'songngu\[cluster\]'"):
        Cluster(Order(Errand(), load_settings({}), FakeStudio, "sqlite://"), 1)
