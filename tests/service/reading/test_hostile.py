"""Files made to do harm: bombs, entities, depth, cycles. Read, or refused with a reason, soon."""

import io
import json
import zipfile
import zlib
from pathlib import Path

import pytest
from patterns import processor_seconds
from real_files import BODY, FIRST, TEXT, TITLE, word

from models.errors import SongnguError
from service.briefs.values import Translation
from service.documents.docx import translate_docx
from service.glossary import tmx
from service.glossary.files import tbx
from service.markup.xml import check as check_markup
from service.reading import articles

SECONDS = 5.0  # of the processor, for one file
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
ATTACKS = {
    "laughs": f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>|&a9;',
    "quadratic": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>|{"&a;" * 1_000}',
    "file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file://{secret}">]>|&a;',
    "parameter": '<!DOCTYPE x [<!ENTITY % a SYSTEM "file://{secret}"> %a;]>|x',
    "external subset": '<!DOCTYPE x SYSTEM "file://{secret}">|x',
    "late": "<!--" + "-" * 70_000 + "x--><!DOCTYPE x [<!ENTITY a SYSTEM 'file://{secret}'>]>|&a;",
    "inclusion": "|<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{secret}' "
    "parse='text'/>",
}  # fmt: skip
FORMS = {
    "rss": "<rss version='2.0'><channel><item><title>T</title><description>{}</description></item>"
    "</channel></rss>",
    "atom": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><content>{}</content>"
    "</entry></feed>",
    "newsml": "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><contentSet><inlineXML>{}"
    "</inlineXML></contentSet></newsItem>",
    "other": "<note>{}</note>",
    "tmx": "<tmx><body><tu><tuv lang='vi'><seg>{}</seg></tuv><tuv lang='en'><seg>a</seg></tuv></tu>"
    "</body></tmx>",
    "tbx": "<tbx><text><body><conceptEntry><langSec xml:lang='vi'><termSec><term>{}</term>"
    "</termSec></langSec></conceptEntry></body></text></tbx>",
    "markup": "<t>{}</t>",
}
# Markup comes as text.
WRITTEN = [(form, "utf-8") for form in FORMS]
WRITTEN += [(form, "utf-16") for form in FORMS if form != "markup"]
READERS = {"tmx": tmx.read, "tbx": tbx.read, "markup": lambda data: check_markup(data.decode())}
WORD = "<w:hdr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:p><w:r><w:t>{}"
WORD += "</w:t></w:r></w:p></w:hdr>"


def outcome(read, data: bytes) -> str:
    """All that comes of a file; the error where it is refused. Any other exception fails."""
    try:
        with processor_seconds(SECONDS):
            found = read(data)
            return repr(list(found) if found is not None else "")
    except SongnguError as error:
        return f"{error.code}: {error.message}"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text("GEHEIM")
    return path


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(("form", "encoding"), WRITTEN)
def test_entities_neither_grow_nor_fetch(
    form: str, attack: str, encoding: str, secret: Path
) -> None:
    head, _, body = ATTACKS[attack].replace("{secret}", str(secret)).partition("|")
    text = f'<?xml version="1.0" encoding="{encoding}"?>{head}{FORMS[form].replace("{}", body)}'
    found = outcome(READERS.get(form, articles), text.encode(encoding))
    assert "GEHEIM" not in found
    assert len(found) < 200_000


@pytest.mark.parametrize("attack", ["laughs", "file", "external subset", "inclusion"])
@pytest.mark.parametrize("part", ["word/header1.xml", "word/comments.xml", "word/styles.xml",
                                  "docProps/core.xml", "word/_rels/document.xml.rels"])  # fmt: skip
def test_every_part_of_a_docx_is_as_safe(part: str, attack: str, secret: Path) -> None:
    head, _, body = ATTACKS[attack].replace("{secret}", str(secret)).partition("|")
    data = with_part(part, (head + WORD.replace("{}", body)).encode())
    for read in (articles, translated):
        assert "GEHEIM" not in outcome(read, data)


def translated(data: bytes) -> list[str]:
    """The parts of a DOCX whose texts were translated into themselves."""
    made = translate_docx(data, lambda texts: [Translation(text) for text in texts])
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        return [parts.read(name).decode("latin-1") for name in parts.namelist()]


def with_part(name: str, content: bytes) -> bytes:
    """The DOCX with other bytes for a part, which its main part refers to."""
    file, related = io.BytesIO(), "word/_rels/document.xml.rels"
    kind = name.removeprefix("word/").rstrip("1.xml") if name.startswith("word/h") else "comments"
    with zipfile.ZipFile(io.BytesIO(word())) as before, zipfile.ZipFile(file, "w") as after:
        for one in before.namelist():
            if one == name:
                continue
            data = before.read(one)
            if one == related:
                link = (
                    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/'
                    f'2006/relationships/{kind}" Target="{name.removeprefix("word/")}"/>'
                )
                data = data.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            after.writestr(one, data)
        after.writestr(name, content)
    return file.getvalue()


DEEP = {
    "html": ("<div>" * 50_000 + FIRST).encode(),
    "html tables": ("<table><tr><td>" * 10_000 + FIRST).encode(),
    "html lists": ("<ul><li>" * 20_000 + FIRST).encode(),
    "html tags that never end": ("<p " + "a='" * 50_000 + FIRST).encode(),
    "html comments": ("<!--" * 50_000 + FIRST).encode(),
    "json": b"[" * 100_000,
    "json objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "ninjs": json.dumps({"headline": TITLE, "body_html": "<b>" * 30_000 + BODY}).encode(),
    "xml": b"<a>" * 100_000,
    "rss": b"<rss><channel>" + b"<item>" * 20_000,
    "markdown quotes": (">" * 50_000 + FIRST).encode(),
    "markdown lists": ("- " * 20_000 + FIRST).encode(),
    "markdown brackets": ("# T\n\n" + "[" * 20_000 + FIRST).encode(),
    "markdown emphasis": ("# T\n\n" + "*_" * 10_000 + FIRST).encode(),
    "rtf": b"{\\rtf1 " + b"{" * 100_000 + b"x",
    "mail": b"Subject: a\r\n" + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 1_000,
    "mail headers": b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\r\nFrom: a@b.c\r\n\r\nx",
    "csv": b"title,text\n" + b'"' * 200_000,
    "text": TEXT.encode() + b"\x00" * 100_000,
}


@pytest.mark.parametrize("name", DEEP)
def test_depth_ends_in_an_answer(name: str) -> None:
    assert outcome(articles, DEEP[name])


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    data, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root %d 0 R>>\n" % (
        len(objects) + 1, table, len(objects) + 1, root,
    ) + b"startxref\n%d\n%%%%EOF" % len(data)  # fmt: skip


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), more, data)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>"
PDFS = {
    "a count that is a lie": pdf(CATALOG, b"<</Type/Pages/Count 999999999/Kids[3 0 R]>>", PAGE,
                                 stream(b"BT (x) Tj ET")),
    "a tree that is its own child": pdf(CATALOG, b"<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>"),
    "pages in a circle": pdf(CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
                             b"<</Type/Pages/Count 1/Kids[2 0 R]>>"),
    "one page ten thousand times": pdf(
        CATALOG, b"<</Type/Pages/Count 10000/Kids[" + b"3 0 R " * 10_000 + b"]>>", PAGE,
        stream(b"BT (x) Tj ET")),
    "an object that is itself": pdf(CATALOG, b"2 0 R"),
    "objects that are each other": pdf(CATALOG, b"3 0 R", b"2 0 R"),
    "a content that draws itself": pdf(
        CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
        b"/Resources<</XObject<</A 5 0 R>>>>>>",
        stream(b"/A Do"),
        stream(b"/A Do /A Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
               b"/Resources<</XObject<</A 5 0 R>>>>")),
    "objects in a stream that unpacks to much": pdf(
        CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", PAGE,
        stream(zlib.compress(bytes(200_000_000), 9), b"/Type/ObjStm/N 1000000/First 9"
               b"/Filter/FlateDecode")),
    "a table that refers to itself": b"%PDF-1.7\nxref\n0 0\ntrailer\n<</Prev 9/Root 1 0 R>>\n"
    b"startxref\n9\n%%EOF",
    "depth": pdf(CATALOG, b"[" * 50_000),
}  # fmt: skip


@pytest.mark.parametrize("name", PDFS)
def test_tricks_of_pdf_end_in_an_answer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read in a process of its own, within limits of time and memory."""
    monkeypatch.setattr("service.reading.readers.pdf._SECONDS", 3.0)  # 30, where nobody waits
    assert outcome(articles, PDFS[name])
