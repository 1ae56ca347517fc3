"""Real files of every kind that is read, made of the same two Vietnamese paragraphs."""

import csv
import io
import json
from email.message import EmailMessage

import docx

TITLE = "Quân khu 1 tổng kết công tác năm 2024"
FIRST = (
    "Sáng 08/01, Quân khu 1 tổ chức Hội nghị tổng kết công tác quốc phòng địa phương, giáo dục "
    "quốc phòng và an ninh năm 2024, triển khai nhiệm vụ 2025."
)
SECOND = "Trung tướng Nguyễn Hồng Thái, Tư lệnh Quân khu 1 chủ trì hội nghị."
TEXT = f"{FIRST}\n{SECOND}"
BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"
LINK = "https://example.vn/tin/1"
ITEM = {
    "uri": "urn:example:1", "version": "1", "headlines": [{"role": "main", "value": TITLE}],
    "bodies": [{"role": "main", "contentType": "text/html", "value": BODY}],
    "versionCreated": "2025-01-08T10:00:00+07:00", "language": "vi",
    "standard": {"name": "ninjs", "version": "3.1"},
}  # fmt: skip
SUPERDESK = {
    "guid": LINK, "type": "text", "headline": TITLE, "body_html": BODY, "language": "vi",
    "versioncreated": "2025-01-08T03:00:00+0000", "pubstatus": "usable",
}  # fmt: skip


def rss(description: str = f"<![CDATA[{BODY}]]>", tag: str = "content:encoded") -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Tin</title><link>https://example.vn</link><language>vi-vn</language>
<item><title>{TITLE}</title><link>{LINK}</link><guid isPermaLink="false">tin-1</guid>
<pubDate>Wed, 08 Jan 2025 10:00:00 +0700</pubDate><{tag}>{description}</{tag}></item>
</channel></rss>""".encode()


def atom() -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"><title>Tin</title><id>urn:feed</id>
<updated>2025-01-08T03:00:00Z</updated><entry><title>{TITLE}</title><id>tin-1</id>
<link href="{LINK}"/><updated>2025-01-08T03:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content>
</entry></feed>""".encode()


def newsml(items: int = 1, message: bool = False) -> bytes:
    one = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tin-%d" version="1"
standard="NewsML-G2" standardversion="2.35" conformance="power" xml:lang="vi">
<itemMeta><itemClass qcode="ninat:text"/><provider literal="BBK"/>
<versionCreated>2025-01-08T10:00:00+07:00</versionCreated><link href="{LINK}"/></itemMeta>
<contentMeta><language tag="vi"/><headline>{TITLE}</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{BODY}</body></html>
</inlineXML></contentSet></newsItem>"""
    body = "".join(one % number for number in range(1, items + 1))
    if message:
        body = (
            '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/>'
            f"<itemSet>{body}</itemSet></newsMessage>"
        )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(FIRST)
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = SECOND
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rtf(text: str = TEXT, title: str = TITLE) -> bytes:
    """As WordPad writes it: letters beyond ASCII as \\uN with a question mark to fall back on."""
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}}"
        rf"{{\info{{\title {_escaped(title)}}}}}\viewkind4\uc1\pard\f0\fs24 "
        + r"\par ".join(_escaped(line) for line in text.split("\n"))
        + r"\par}"
    ).encode("ascii")


def _escaped(text: str) -> str:
    return "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in text)


def mail(subtype: str = "plain", attachment: bool = False, text: str = TEXT) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Phóng viên <a@example.vn>", "b@example.vn"
    message["Subject"], message["Date"] = TITLE, "Wed, 08 Jan 2025 10:00:00 +0700"
    message["Message-ID"] = "<tin-1@example.vn>"
    message.set_content(text, subtype=subtype, cte="quoted-printable")
    if attachment:
        message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    return message.as_bytes()


def table(delimiter: str = ",", columns: tuple[str, ...] = ("id", "title", "text")) -> bytes:
    file = io.StringIO(newline="")
    rows = csv.writer(file, delimiter=delimiter)
    rows.writerows([columns, ("tin-1", TITLE, TEXT)])
    return file.getvalue().encode()


def markdown() -> bytes:
    return f"# {TITLE}\n\n**Sáng 08/01**{FIRST[10:]}\n\n- {SECOND}\n".encode()


def page() -> bytes:
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{TITLE}</title></head>'
        f"<body><article><h1>{TITLE}</h1>{BODY}</article></body></html>"
    ).encode()


def lines(*records: object) -> bytes:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in records).encode()


RECORD = {"id": "tin-1", "title": TITLE, "text": TEXT}

# name → the bytes of a file with one article
FILES = {
    "tin.txt": TEXT.encode(),
    "tin.html": page(),
    "tin.md": markdown(),
    "tin.docx": word(),
    "tin.rtf": rtf(),
    "tin.json": lines(RECORD),
    "tin.ninjs.json": lines(ITEM),
    "superdesk.json": lines(SUPERDESK),
    "tin.jsonl": lines(RECORD, ""),
    "tin.csv": table(),
    "tin.eml": mail(),
    "rss.xml": rss(),
    "atom.xml": atom(),
    "newsml.xml": newsml(),
}
