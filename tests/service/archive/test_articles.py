"""Reading archives: every kind of file, every kind of damage, always in the same order."""

import gzip
import json
import lzma
import zipfile
from datetime import date
from io import BytesIO

import pyarrow
import pyarrow.parquet
import pytest

from service.archive.articles import NoInput, articles, articles_of

TEXT = "Sáng 8/1, Quân khu 1 tổ chức hội nghị."
RECORD = {"id": "a-1", "title": "Hội nghị", "text": TEXT, "url": "http://x/1", "date": "2025-01-08"}


def lines(*records):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records).encode()


def table(*records):
    held = BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(list(records)), held, row_group_size=2)
    return held.getvalue()


def packed(**members):
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return held.getvalue()


CSV = f'id;title;text;url;date\na-1;Hội nghị;"{TEXT}";http://x/1;08/01/2025\n'.encode()


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("a.jsonl", lines(RECORD), "a.jsonl:1"),
        ("a.jsonl", b"\xef\xbb\xbf" + lines(RECORD), "a.jsonl:1"),
        ("a.jsonl.gz", gzip.compress(lines(RECORD)), "a.jsonl.gz:1"),
        ("a.ndjson.xz", lzma.compress(lines(RECORD)), "a.ndjson.xz:1"),
        ("a.csv", CSV, "a.csv:2"),
        ("a.tsv", CSV.replace(b";", b"\t"), "a.tsv:2"),
        ("a.parquet", table(RECORD | {"date": date(2025, 1, 8), "other": 1}), "a.parquet:1"),
        ("a.csv", b"sep=;\n" + CSV, "a.csv:2"),
        ("a.json", json.dumps([RECORD]).encode(), "a.json:1"),
        ("a.zip", packed(b_jsonl=lines(RECORD)), "a.zip/b.jsonl:1"),
        ("a.zip", packed(b_parquet=table(RECORD)), "a.zip/b.parquet:1"),
    ],
)
def test_a_record_comes_with_its_particulars(name, data, place):
    (found,) = articles_of(BytesIO(data), name)
    assert not found.problem
    assert (found.id, found.title, found.content) == ("a-1", "Hội nghị", TEXT)
    assert (found.url, found.published, found.name) == ("http://x/1", date(2025, 1, 8), place)


@pytest.mark.parametrize(
    ("name", "data", "good", "told"),
    [
        ("a.jsonl", b"{not json}\n" + lines(RECORD), 1, "a.jsonl:1: the line is not JSON"),
        ("a.jsonl", lines({"id": 1}, RECORD), 1, "the record has no text"),
        ("a.jsonl", b"[1]\n" + lines(RECORD), 1, "must be an object"),
        ("a.jsonl", b'{"text": "\xff"}\n' + lines(RECORD), 1, "not JSON ('utf-8' codec"),
        ("a.jsonl", b"[" * 100_000 + b"\n" + lines(RECORD), 1, "the line is not JSON"),
        ("a.jsonl.gz", gzip.compress(lines(RECORD) * 999)[:-20], None, "damaged from here on"),
        ("a.jsonl.xz", b"no xz at all", 0, "damaged from here on"),
        ("a.parquet", b"PAR1 no parquet PAR1", 0, "damaged from here on"),
        ("a.csv", b"name,place\nx,y\n" * 9, 0, "no column holds the text"),
        ("a.parquet", table({"words": "x"}), 0, "no column holds the text"),
        ("a.json", b'{"a": [1, 2}', 0, "a.json: "),
        ("a.txt.gz", b"no gzip", 0, "cannot be unpacked"),
        ("a.zip", b"PK no zip", 0, "damaged from here on"),
        ("a.zip", packed(b_zip=b"PK", c_jsonl=lines(RECORD)), 1, "zip file within a zip file"),
    ],
)
def test_damage_is_told_and_the_rest_is_read(name, data, good, told):
    found = list(articles_of(BytesIO(data), name))
    (bad,) = [one for one in found if one.problem]
    assert told in bad.problem
    assert good is None or len(found) - 1 == good


def test_a_line_without_end_is_left_out(monkeypatch):
    monkeypatch.setattr("service.archive.containers.MOST_BYTES", 200)
    long = lines(RECORD | {"text": "x" * 1000})
    first, second = articles_of(BytesIO(long + lines(RECORD)), "a.jsonl")
    assert "longer than 200 bytes" in first.problem
    assert second.id == "a-1"


def test_a_folder_is_read_in_order_and_without_the_output(tmp_path):
    for name in ("b.txt", "a/z.html", "a/b.md", ".hidden.txt", "picture.png", "out/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    found = [one.id for one in articles([str(tmp_path)], without=[tmp_path / "out"])]
    assert found == [f"{tmp_path.as_posix()}/{name}" for name in ("a/b.md", "a/z.html", "b.txt")]


def test_globs_are_sorted_and_a_named_file_is_read_whatever_it_is_called(tmp_path):
    for name in ("2.txt", "1.txt", "report"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    inputs = [str(tmp_path / "*.txt"), str(tmp_path / "report")]
    assert [one.id.rsplit("/")[-1] for one in articles(inputs)] == ["1.txt", "2.txt", "report"]


def test_a_name_of_nothing_is_told(tmp_path):
    with pytest.raises(NoInput, match="there is no such file"):
        list(articles([str(tmp_path / "none*.txt")]))


def test_keys_follow_the_content_and_not_the_place():
    records = ({"text": "a"}, {"text": "a"}, {"text": "b"})
    first, second, other = articles_of(BytesIO(lines(*records)), "x.jsonl")
    assert first.key == second.key != other.key
    named = next(articles_of(BytesIO(lines({"text": "a", "id": "1"})), "x.jsonl"))
    assert named.key != first.key
    assert named.digest == first.digest


def test_a_file_of_another_kind_waits_to_be_read_until_it_is_worked_on(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 not yet looked at")
    (found,) = articles([str(tmp_path)])
    assert isinstance(found.content, bytes)
    assert not found.problem
    assert found.content_type.endswith("wordprocessingml.document")
