"""What fuzzing has found, so that it stays mended: each broke a reader or held it up for good."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fuzzing.catalogue import targets
from fuzzing.edits import zipped
from fuzzing.requests import Asked
from fuzzing.target import Target, judged
from real_files import FIRST, TEXT, word

DATA = Path(__file__).parents[1] / "data" / "fuzz"
JSON = "application/json"
_PAIR = {"source_lang": "vi", "target_lang": "en", "entries": "a\tb", "entries_format": "tsv"}
GLOSSARY = Asked("POST", "/v2/glossaries", body={"name": "\udfff", **_PAIR}, media=JSON)
DEEP = Asked("POST", "/v2/translate", body=b"[" * 100_000, media=JSON)
SUGGESTION = Asked(
    "POST", "/suggest", body={"q": "\ud800", "s": "a", "source": "vi", "target": "en"}, media=JSON
)
SIGNS = b"\xff\x00\xe1\xbb"


@pytest.fixture(scope="module")
def known() -> dict[str, Target]:
    return targets()


def without_target(other: bytes = b"Tarxet=") -> bytes:
    """A DOCX with a relationship that leads nowhere."""
    with zipfile.ZipFile(io.BytesIO(word())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = "word/_rels/document.xml.rels"
    members[name] = members[name].replace(b"Target=", other, 1)
    return zipped(members)


def endless(words: str, most: int = 30_000) -> str:
    """A sentence that does not end."""
    return f"{FIRST[:-1]} {words * (most // len(words))}"


@pytest.mark.parametrize(
    ("target", "case"),
    [
        ("encodings", (SIGNS, "undefined")),
        ("encodings", (SIGNS, "utf-16-xyz")),
        ("encodings", (SIGNS, "idna")),
        ("encodings", (SIGNS[:1], "utf-8\x00")),
        ("encodings", (b"\\ud800\xff", "raw_unicode_escape")),
        ("json", b'{"title": "\\ud800", "text": "%s"}' % TEXT.replace("\n", " ").encode()),
        ("json", b'{"text": "%s \\ud800"}' % FIRST.encode()),
        ("rtf", rb"{\rtf1\ansi\uc \par a}"),
        ("docx", without_target()),
        ("document: docx", without_target(b'TargetMode="External" Tarxet=')),
        ("feeds", DATA / "half-a-character.xml"),
        ("feeds", DATA / "strange-encoding.xml"),
        ("archive: archive.zip", DATA / "before-its-beginning.zip"),
        ("archive: archive.zip", DATA / "another-form.zip"),
        ("archive: archive.zip", DATA / "no-such-extra.zip"),
        ("archive: rows.parquet", DATA / "no-utf-8.parquet"),
        ("api: deepl", GLOSSARY),
        ("api: deepl", DEEP),
        ("api: libretranslate", SUGGESTION),
        ("model: manifest", b'{"revision": "1", "files": {"tiny.gguf": "a@b"}}'),
        ("model: manifest", b'{"revision": ' + b"[" * 5000),
    ],
)
def test_it_is_read_or_refused(known: dict[str, Target], target: str, case: Any) -> None:
    verdict = judged(known[target], case.read_bytes() if isinstance(case, Path) else case)
    assert verdict.good, verdict.trace


@pytest.mark.parametrize(
    ("target", "case"),
    [
        # Statements of statements: the frame of each was looked for in all that follow.
        ("text: report", endless("triển khai nhiệ ")),
        ("text: report", endless("báo cáo, ")),
        # A cut was looked for among all commas, again after each cut.
        ("text: report", endless("đã chủ trì, tổ chức hội nghị ")),
        # What stands before a place was looked through from the beginning of the text.
        ("text: report", f"{FIRST}\n" + "\n GDQP&ANLLVTđề nghị1." * 9000),
        ("checks: long summary", (endless("không 5 kg, ", 100_000), "3 m 5 tấn " * 300)),
        ("checks: long summary", (endless("sáng 8/1 lúc 8 giờ, ", 100_000), "8/1 " * 500)),
        ("checks: long translation", ("hơn 100% " * 500, "over 100% " * 500)),
        ("checks: long translation", ("tại Hà Nội và Bắc Kạn, " * 150, "in Hanoi " * 400)),
        # The word before a stop was looked for from the beginning of its sentence.
        (
            "checks: long summary",
            (endless("hội nghị Ths. 10/20 chưa 1.234.567 : ", 100_000), FIRST),
        ),
        # The name of an attribute was looked for at each of its letters.
        ("markup: html", (f"<p {'a' * 100_000}>{FIRST}</p>", "")),
        # Words with words, each with all others.
        ("markup: xml", (f"<a><b>{'công tác quốc phòng ' * 1000}</b><c/>{FIRST}</a>", "")),
        ("markup: markdown", (f"*{'công tác quốc phòng ' * 1000}* {FIRST}", "")),
    ],
)
def test_it_ends_soon(known: dict[str, Target], target: str, case: Any) -> None:
    assert judged(known[target], case).kind == "taken"
