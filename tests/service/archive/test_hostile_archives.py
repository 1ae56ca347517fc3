"""Archives made to do harm: bombs within bombs, names that lead elsewhere, what lies of itself."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from models.errors import SongnguError
from service.archive.articles import articles_of
from service.jobs.intake import of_file
from service.settings import load_settings

LIMIT = 1_000_000
SETTINGS = load_settings({"SONGNGU_MAX_UNPACKED": str(LIMIT), "SONGNGU_MAX_BATCH": "50"})
VI = "Sáng 08/01, Quân khu 1 tổ chức hội nghị tổng kết công tác quốc phòng năm 2024."


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def lying(data: bytes) -> bytes:
    """A zip file whose member says that it unpacks to one byte."""
    size = len(data).to_bytes(4, "little")
    return zipped({"a.txt": data}).replace(size, (1).to_bytes(4, "little"))


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        member = tarfile.TarInfo("../../etc/cron.d/x")
        member.size = len(VI.encode())
        archive.addfile(member, io.BytesIO(VI.encode()))
    return file.getvalue()


ZEROS = bytes(3 * LIMIT)
BOMBS = {
    "one member": {"a.txt": ZEROS},
    "many members": {f"{n}.txt": bytes(LIMIT // 10) for n in range(20)},
    "gzip within": {"a.txt.gz": gzip.compress(ZEROS)},
    "xz within": {"a.jsonl.xz": lzma.compress(ZEROS)},
    "bzip2 within": {"a.csv.bz2": bz2.compress(ZEROS)},
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_told_before_it_is_kept(name):
    with pytest.raises(SongnguError) as caught:
        of_file(zipped(BOMBS[name]), "application/zip", SETTINGS)
    assert (caught.value.code, caught.value.status) == ("too-large", 413)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (zipped({"b.zip": zipped({"a.txt": ZEROS})}), "zip file within a zip file"),
        (zipped({"a.txt.gz.gz": gzip.compress(gzip.compress(ZEROS))}), None),
        (lying(VI.encode() * 100), "cannot be unpacked"),
    ],
)
def test_what_lies_deeper_is_not_unpacked(data, told):
    found = of_file(data, "application/zip", SETTINGS)
    assert sum(len(str(one)) for one in found) < 200_000
    assert told is None or told in found[0]["problem"]


@pytest.mark.parametrize("data", [tarred(), b"Rar!\x1a\x07\x00" + bytes(99), b"7z\xbc\xaf\x27\x1c"])
def test_other_archives_are_refused(data):
    with pytest.raises(SongnguError) as caught:
        of_file(data, "application/zip", SETTINGS)
    assert caught.value.code == "unreadable-input"


@pytest.mark.parametrize(
    "name",
    ["../../../tmp/x.txt", "/etc/passwd.txt", "C:\\Windows\\x.txt", "a/../../x.txt", "x\x00.txt",
     "..\\..\\x.txt", "~/x.txt", "\u202etxt.x.txt", "a" * 5_000 + ".txt"],
)  # fmt: skip
def test_names_lead_nowhere(name, tmp_path, monkeypatch):
    """Nothing is ever unpacked to a file; what is named as hidden is left out."""
    monkeypatch.chdir(tmp_path)
    found = list(articles_of(io.BytesIO(zipped({name: VI.encode()})), "articles.zip"))
    assert [bytes(one.content).decode() for one in found] in ([VI], [])
    assert not list(Path(tmp_path).rglob("*"))


def test_a_symbolic_link_is_its_own_text():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    (found,) = articles_of(io.BytesIO(file.getvalue()), "articles.zip")
    assert bytes(found.content) == b"/etc/passwd"


def test_more_articles_than_allowed_are_not_gathered():
    lines = b'{"text": "a"}\n' * 10_000
    with pytest.raises(SongnguError) as caught:
        of_file(lines, "application/x-ndjson", SETTINGS)
    assert caught.value.extra["limit"] == 50
