"""Hostile, damaged and legacy files of each kind: read, or refused with a reason, never a hang."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from real_files import FILES, FIRST, SECOND, TEXT, TITLE, mail, page, rtf, saved, word

from models.errors import SongnguError
from service.errors import TooLarge, UnreadableInput, UnsupportedType
from service.reading import articles, read
from service.reading.charmaps import tcvn3
from service.reading.wrapping import join_lines, unwrap


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return file.getvalue()


def repacked(change: dict[str, bytes]) -> bytes:
    """The DOCX with other bytes for some of its parts."""
    with zipfile.ZipFile(io.BytesIO(word())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(**(parts | change))


def locked(data: bytes) -> bytes:
    """The flag of encryption set on each member, as zip programs do."""
    return data.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
ENTITY = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'


@pytest.mark.parametrize(
    ("data", "error", "told"),
    [
        (word()[:-200], UnreadableInput, "DOCX file is damaged or cut off"),
        (repacked({"word/document.xml": bytes(31_000_000)}), TooLarge, "too much"),
        (repacked({f"word/{n}.bin": bytes(12_000_000) for n in range(9)}), TooLarge, "too much"),
        (repacked({"word/document.xml": b"<w:document"}), UnreadableInput, "damaged"),
        (repacked({"word/document.xml": ENTITY}), UnreadableInput, "entities"),
        (zipped(xl__workbook=b"x"), UnsupportedType, "an Excel file"),
        (zipped(a=b"x"), UnsupportedType, "a ZIP file"),
        (locked(word()), UnreadableInput, "password"),
        (OLE, UnreadableInput, "password"),
        (rtf()[:-30], UnreadableInput, "groups are left open"),
        (b"{\\rtf1 " + b"{" * 5000 + b"x" + b"}" * 5001, UnreadableInput, "too deep"),
        (mail(text=" ", attachment=True), UnreadableInput, "has no text; it holds a.pdf"),
    ],
)
def test_what_is_wrong_is_told(data: bytes, error: type[SongnguError], told: str) -> None:
    with pytest.raises(error, match=told):
        read(data)


def test_word_after_accepting_all_changes() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Sáng 08/01, ")
    for tag, text in (("ins", "Quân khu 1 "), ("del", "Quân khu 2 ")):
        shown = "delText" if tag == "del" else "t"
        paragraph._p.append(
            parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a"><w:r>'
                      f'<w:{shown} xml:space="preserve">{text}</w:{shown}></w:r></w:{tag}>')
        )  # fmt: skip
    paragraph.add_run("tổ chức hội nghị.")
    assert read(saved(document)).text == "Sáng 08/01, Quân khu 1 tổ chức hội nghị."


def test_a_font_of_the_nineties_in_rtf() -> None:
    """TCVN3: the letters are bytes of windows-1252 shown by a font of their own."""
    codes = {char: code for code, char in tcvn3().items()}
    old = "".join(
        char if char.isascii() else rf"\'{codes[char]:02x}" for char in TEXT.replace("\n", r"\par ")
    )
    data = rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0\fnil .VnTime;}}}}\f0 {old}}}".encode("ascii")
    assert read(data).text.splitlines() == [FIRST, SECOND]


def test_mail_in_html_and_mail_that_was_cut_into_lines() -> None:
    assert SECOND in read(mail("html", text=page().decode())).text
    words, lines = f"{FIRST} {SECOND}".split(), [""]
    for word_ in words:
        if len(lines[-1]) + len(word_) > 65:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word_}".strip()
    text = "\n".join([*lines, "", "Kính gửi tòa soạn.", "", "-- ", "Chữ ký"])
    assert read(mail(text=text)).text.splitlines() == [f"{FIRST} {SECOND}", "Kính gửi tòa soạn."]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["hội", "nghị"], "hội nghị"),
        (["ngư-", "ời dân"], "người dân"),
        (["xã-", "hội"], "xã-hội"),
        (["inter-", "national"], "international"),
        (["giai đoạn 2021-", "2025"], "giai đoạn 2021-2025"),
        (["kinh tế -", "xã hội"], "kinh tế - xã hội"),
        (["quốc\u00ad", "gia"], "quốcgia"),
        (["", "a", ""], "a"),
    ],
)
def test_lines_are_joined(lines: list[str], whole: str) -> None:
    assert join_lines(lines) == whole


def test_text_that_was_not_cut_stays() -> None:
    assert unwrap(f"{FIRST}\n\n{SECOND}") == f"{FIRST}\n\n{SECOND}"


SMALL = {name: data for name, data in FILES.items() if name != "tin.docx"}


@given(data=st.binary(max_size=400), start=st.sampled_from([d[:60] for d in FILES.values()]))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_random_bytes_after_the_beginning_of_a_real_file(data: bytes, start: bytes) -> None:
    survives(start + data)


@given(name=st.sampled_from(sorted(FILES)), cut=st.floats(0, 1))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_truncated_files(name: str, cut: float) -> None:
    survives(FILES[name][: int(cut * len(FILES[name]))])


@given(
    name=st.sampled_from(sorted(FILES)),
    flips=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 7)), min_size=1, max_size=20),
)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_flipped_bits(name: str, flips: list[tuple[float, int]]) -> None:
    data = bytearray(FILES[name])
    for place, bit in flips:
        data[int(place * len(data))] ^= 1 << bit
    survives(bytes(data))


def survives(data: bytes) -> None:
    """It is read, or refused with a sentence."""
    error = None
    try:
        list(articles(data))
        read(data)
    except SongnguError as refused:
        error = refused
    assert error is None or (error.message.endswith(".") and 400 <= error.status < 500)


def test_the_title_of_real_files_is_that_of_the_report() -> None:
    assert {next(articles(data)).title for name, data in SMALL.items()} >= {TITLE}
