"""Targets: the readers of reports, by kind of file, and of archives that hold many."""

import gzip
import io
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import docx
from real_files import FILES, FIRST, LINK, SECOND, TEXT, TITLE, mail, newsml, page, rss, rtf, saved

from fuzzing.edits import NASTY, edit_bytes, edit_json_bytes, edit_zip, zipped
from fuzzing.sources import Edit, Edited
from fuzzing.target import Target

_READ = 5  # articles of a file whose sentences are looked at too
_TYPES = [
    "", "text/plain", "text/html; charset=windows-1258", "text/html; charset=utf-16le",
    "application/pdf", "application/octet-stream", "text/csv", "application/rtf", "image/png",
]  # fmt: skip
_CHARSETS = [
    "utf-8", "utf-7", "utf-16", "utf-16-xyz", "cp1258", "idna", "punycode", "hex", "undefined",
    "unicode_escape", "raw_unicode_escape", "utf-8\x00", "", "latin-1", "utf-32", "base64", "mbcs",
]  # fmt: skip


def read(data: bytes, **claims: str) -> None:
    """Read a file as the service does: its articles, then the one report of it."""
    from service.reading.articles import articles
    from service.reading.reader import read_article

    for number, article in enumerate(articles(data, **claims)):
        if number < _READ:
            read_article(article, limit=200_000)


def _of_kind(start: bytes) -> Callable[[bytes], None]:
    """Reads a file that keeps the mark of its kind, so that edits reach the reader."""

    def run(data: bytes) -> None:
        read(data if data.startswith(start) else start + data)

    return run


def _target(
    name: str,
    seeds: list[bytes],
    cases: int,
    edit: Edit = edit_bytes,
    start: bytes = b"",
    packages: tuple[str, ...] = (),
    short: int = 15,
) -> Target:
    guided = ("service.reading", *packages)
    return Target(name, _of_kind(start), Edited(seeds, edit), cases, short, packages=guided)


def targets() -> Iterator[Target]:
    """One target a reader."""
    yield Target("encodings", decode, Edited(encoded(), _claimed), 6000)
    yield Target("any file", _claims, Edited(_plain([*FILES.values(), *odd()]), _with_claims), 4000)
    yield _target("html", [page(), *hard_html()], 3000, packages=("trafilatura",))
    yield _target("docx", [FILES["tin.docx"], _rich_docx()], 1500, edit_zip, short=10)
    yield _target("pdf", [pdf(), pdf(pages=3)], 300, short=1)
    yield Target("pdf pages", pdf_pages, Edited([pdf(), pdf(3)], edit_bytes), 2000)
    yield _target("rtf", [rtf(), rtf("a\nb", "")], 5000, start=b"{\\rtf", packages=("striprtf",))
    yield _target("json", [FILES["tin.json"], FILES["tin.jsonl"]], 4000, edit_json_bytes)
    ninjs = [FILES["tin.ninjs.json"], FILES["superdesk.json"]]
    yield _target("ninjs", ninjs, 4000, edit_json_bytes)
    yield _target("csv", [FILES["tin.csv"]], 4000)
    mails = [mail(), mail("html", text=page().decode()), mail(attachment=True), _nested_mail()]
    yield _target("e-mail", mails, 4000, start=b"From: a@b.vn\r\nSubject: x\r\n")
    feeds = [FILES["rss.xml"], FILES["atom.xml"], rss("a &amp; b", "description")]
    yield _target("feeds", feeds, 3000, packages=("feedparser",))
    yield _target("newsml", [FILES["newsml.xml"], newsml(2, message=True)], 4000)
    yield _target("markdown", [FILES["tin.md"], _rich_markdown()], 3000)
    yield from _archives()


def decode(case: tuple[bytes, str]) -> None:
    """Bytes and the charset that is claimed of them."""
    from service.reading.encodings import decode as run

    text, _ = run(case[0], case[1] or None)
    text.encode("utf-8")  # no lone surrogate comes out


def encoded() -> list[tuple[bytes, str]]:
    """The report in each encoding that is told apart."""
    from service.reading.charmaps import tcvn3

    codes = {char: chr(code) for code, char in tcvn3().items()}
    old = "".join(codes.get(char, char) for char in TEXT).encode("latin-1", "replace")
    plain = [TEXT.encode(codec) for codec in ("utf-8", "utf-16", "utf-8-sig", "utf-16-be")]
    spoilt = TEXT.encode().decode("latin-1").encode()
    return [(data, "") for data in (*plain, TEXT.encode("cp1258", "replace"), old, spoilt)]


def _claimed(random: Random, case: Any, seeds: Any) -> tuple[bytes, str]:
    data = edit_bytes(random, case[0], [seed[0] for seed in seeds])
    return data, random.choice(_CHARSETS) if random.random() < 0.5 else case[1]


def _claims(case: tuple[bytes, str, str]) -> None:
    data, media, name = case
    read(data, content_type=media, name=name)


def _plain(files: list[bytes]) -> list[tuple[bytes, str, str]]:
    return [(data, "", "") for data in files]


def _with_claims(random: Random, case: Any, seeds: Any) -> tuple[bytes, str, str]:
    data = edit_bytes(random, case[0], [seed[0] for seed in seeds])
    media = random.choice(_TYPES)
    if random.random() < 0.3:
        media = f"text/plain; charset={random.choice(_CHARSETS)}"
    return data, media, random.choice((*FILES, *NASTY, "a.pdf", "x.csv"))


def odd() -> list[bytes]:
    """Files that are refused: containers of other kinds, pictures, nothing at all."""
    zips = [{"META-INF/container.xml": b"<x/>"}, {"mimetype": b"application/epub+zip"}, {"a": b""}]
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    return [
        *map(zipped, zips),
        ole,
        b"\x89PNG\r\n",
        b"%PDF-1.4",
        b"<?xml version='1.0'?><a/>",
        b"x",
    ]


def hard_html() -> list[bytes]:
    """Pages that are deep, wide, broken or say their charset wrongly."""
    deep = "<div>" * 200 + f"<p>{TEXT}</p>"
    table = "<table><tr>" + f"<td>{FIRST}</td>" * 5 + "</table>"
    head = f'<html><head><meta charset="windows-1258"><title>{TITLE}</title></head>'
    linked = f'<link rel="canonical" href="{LINK}"><script type="application/ld+json">{{"@type":'
    linked += '"NewsArticle","datePublished":"2025-01-08"}</script>'
    return [one.encode() for one in (f"<html>{deep}", f"<html>{table}", f"{head}{linked}<p>{TEXT}")]


def _rich_docx() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 1)
    for style in ("List Bullet", "List Number", "Quote"):
        document.add_paragraph(FIRST, style=style).add_run(SECOND).bold = True
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(1, 1)).text = SECOND
    document.add_page_break()
    return saved(document)


def _nested_mail() -> bytes:
    """A message within a message within a message, with a header in two encodings."""
    inner = mail().replace(b"Subject:", b"Subject: =?utf-8?q?Qu=C3=A2n?= =?x?b?4pyT?=")
    head = b'From: a@b.vn\r\nTo: c\r\nContent-Type: multipart/mixed; boundary="="\r\n\r\n--=\r\n'
    part = b"Content-Type: text/plain; charset=utf-7; name*=utf-8''%41\r\n\r\n" + TEXT.encode()
    return head + part + b"\r\n--=\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--=--"


def _rich_markdown() -> bytes:
    table = "| a | b |\n|---|---|\n| **ô** | `x` |"
    head = f"---\ntitle: {TITLE}\ndate: 2025-01-08\n---\n# {TITLE}\n\n> {FIRST}\n\n{table}\n\n"
    body = f"```\nmã\n```\n\n<div><b>{SECOND}</b></div>\n\n[a]({LINK}) ![b](c) ~~d~~"
    return f"{head}{body}".encode()


def pdf(pages: int = 1) -> bytes:
    """A PDF with plain streams, so that edits change what is shown and not only checksums."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    lines = ("Sang 08/01, Quan khu 1 to chuc Hoi nghi", "tong ket cong tac nam 2024.")
    shown = f"BT /F1 12 Tf 72 720 Td ({lines[0]}) Tj 0 -14 Td ({lines[1]}) Tj ET"
    for number in range(pages):
        objects += [f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {4 + 2 * number} 0 R"
                    "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
                    f"<</Length {len(shown)}>>stream\n{shown}\nendstream"]  # fmt: skip
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(pages))
    objects[1] = f"<</Type/Pages/Count {pages}/Kids[{kids}]>>"
    return _with_table(objects)


def _with_table(objects: list[str]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj{text}endobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root 1 0 R>>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF".encode()


def pdf_pages(data: bytes) -> None:
    """The program that takes a PDF apart, in this process: its own limits guard the service."""
    from service.reading.pages import page_of, paragraphs, text_title
    from service.reading.readers.pdf_pages import _kind, _read

    try:
        answer = _read(data)
    except Exception as error:  # noqa: BLE001 - the program itself answers any error
        _kind(error)
        return
    pages = [page_of(one) for one in answer.get("pages", ())]
    if pages:
        paragraphs(text_title(pages)[1])


def _archives() -> Iterator[Target]:
    lines = FILES["tin.json"] + b"\n" + FILES["tin.jsonl"]
    members = {"a.jsonl": lines, "b.txt": TEXT.encode(), "c/d.csv": FILES["tin.csv"]}
    packed = [gzip.compress(lines), zipped(members)]
    for name, seeds, edit in (
        ("lines.jsonl", [lines], edit_json_bytes),
        ("table.csv", [FILES["tin.csv"]], edit_bytes),
        ("packed.jsonl.gz", packed[:1], edit_bytes),
        ("archive.zip", packed[1:], edit_zip),
        ("rows.parquet", [_parquet()], edit_bytes),
    ):
        run = _archive(name)
        yield Target(f"archive: {name}", run, Edited(seeds, edit), 2000)


def _archive(name: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        from service.archive.containers import container, unpacked

        file, plain = unpacked(io.BytesIO(data), name)
        opened = container(plain)
        assert opened is not None
        for _ in opened(file, plain):
            pass

    return run


def _parquet() -> bytes:
    import pyarrow
    from pyarrow.parquet import write_table

    file = io.BytesIO()
    write_table(pyarrow.table({"id": ["1", "2"], "text": [TEXT, SECOND]}), file)
    return file.getvalue()
