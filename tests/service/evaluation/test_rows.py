import json
import lzma

import pytest

from service.errors import UnreadableInput
from service.evaluation import BadRow, Pair, read_pairs, read_reports

GOOD = {"id": "a", "text": "Một báo cáo.", "summary": "Tóm tắt."}


def written(tmp_path, name, text):
    path = tmp_path / name
    data = text if isinstance(text, bytes) else text.encode()
    path.write_bytes(lzma.compress(data) if name.endswith(".xz") else data)
    return path


@pytest.mark.parametrize("name", ["pairs.tsv", "pairs.tsv.xz"])
def test_pairs(tmp_path, name):
    path = written(tmp_path, name, "Xin chào\tHello\r\nHai\tTwo\n")
    assert read_pairs(path) == [Pair("Xin chào", "Hello"), Pair("Hai", "Two")]
    assert read_pairs(path, limit=1) == [Pair("Xin chào", "Hello")]


@pytest.mark.parametrize("name", ["reports.jsonl", "reports.jsonl.xz"])
def test_reports(tmp_path, name):
    rows = read_reports(written(tmp_path, name, json.dumps(GOOD)))
    assert rows == [GOOD]


def test_a_report_without_id_gets_its_line(tmp_path):
    row = {"text": "Một.", "summary": "Hai."}
    assert read_reports(written(tmp_path, "r.jsonl", json.dumps(row)))[0]["id"] == "1"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("chỉ một cột", "1 columns"),
        ("một\ttwo\tthree", "3 columns"),
        ("\tempty", "empty side"),
        (b"\xff\xfe\t\xff", "not UTF-8"),
    ],
)
def test_bad_pairs_name_their_line(tmp_path, line, message):
    data = line if isinstance(line, bytes) else line.encode()
    path = written(tmp_path, "bad.tsv", b"m\xe1\xbb\x99t\tone\n" + data)
    with pytest.raises(BadRow, match=message) as caught:
        read_pairs(path)
    assert caught.value.extra["line"] == 2
    assert "Line 2 of" in caught.value.message


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"text": "a"}', '"summary"'),
        ('{"text": " ", "summary": "b"}', '"text"'),
        ('{"text": "a", "summary": "b", "summary_2": 3}', "summary_2"),
    ],
)
def test_bad_reports_name_their_line(tmp_path, line, message):
    path = written(tmp_path, "bad.jsonl", json.dumps(GOOD) + "\n" + line)
    with pytest.raises(BadRow, match=message) as caught:
        read_reports(path)
    assert caught.value.extra["line"] == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [("empty.tsv", b""), ("damaged.tsv.xz", None), ("missing.tsv", None)],
)
def test_unreadable_files(tmp_path, name, data):
    path = tmp_path / name
    if name.startswith("damaged"):
        path.write_bytes(b"no xz")
    elif data is not None:
        path.write_bytes(data)
    with pytest.raises(UnreadableInput):
        read_pairs(path)
