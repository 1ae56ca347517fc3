"""From bytes, text or a page to a Document."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from service.errors import EmptyText, NotVietnamese, TooLarge, UnreadableInput, UnsupportedType
from service.reading import read
from service.reading.normalise import normalise

REPORT = Path(__file__).parents[2] / "data" / "quan-khu-1-2025-01-08.txt"


def test_report() -> None:
    data = REPORT.read_bytes()
    document = read(data, title="Quân khu 1 tổng kết")
    assert document.text == data.decode()
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert (document.language, document.encoding) == ("vi", "utf-8")
    assert document.dateline.agency == "BBK"
    assert document.dateline.date == date(2025, 1, 8)
    assert document.dateline.daypart == "sáng"
    assert len(document.paragraphs) == 6
    assert len(document.sentences) == 11
    assert document.sentences[0].text.startswith("Sáng 08/01, Quân khu 1 tổ chức Hội nghị")
    assert dict(document.abbreviations)["DBĐV"] == "dự bị động viên"
    for sentence in document.sentences:
        assert normalise(document.text[sentence.span.start : sentence.span.end]) == sentence.text


def test_text_and_bytes_read_the_same() -> None:
    assert read(REPORT.read_text("utf-8")) == read(REPORT.read_bytes())


def test_html_bytes() -> None:
    page = (
        "<html><head><title>Quân khu 1 họp</title></head><body><article>"
        "<p>Sáng 08/01/2025, Quân khu 1 tổ chức hội nghị tổng kết công tác quốc phòng.</p>"
        "<p>Trung tướng Nguyễn Hồng Thái chủ trì hội nghị.</p></article></body></html>"
    )
    document = read(page.encode(), url="https://example.vn/1", content_type="text/plain")
    assert document.title == "Quân khu 1 họp"
    assert document.url == "https://example.vn/1"
    assert document.dateline.date == date(2025, 1, 8)
    assert [s.paragraph for s in document.sentences] == [0, 1]
    assert "<p>" not in document.text


def test_declared_charset_of_the_header() -> None:
    text = "Hội nghị tổng kết công tác quốc phòng, an ninh của tỉnh đã được tổ chức."
    assert read(text.encode("utf-16-le"), content_type="text/plain; charset=utf-16-le").text == text


@pytest.mark.parametrize(
    ("source", "error"),
    [
        (b"", EmptyText),
        ("  \n", EmptyText),
        ("123 – 456", EmptyText),
        ("<html><body></body></html>", EmptyText),
        ("The conference was held in Hanoi on Wednesday morning.", NotVietnamese),
        (b"%PDF-1.7 ...", UnreadableInput),
        (b"PK\x03\x04....", UnreadableInput),
        (b"\x89PNG....", UnsupportedType),
        (b"\x00\x01\x02\x03" * 20, UnreadableInput),
    ],
)
def test_refused(source: bytes | str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(source)


def test_unsupported_content_type_names_those_read() -> None:
    with pytest.raises(UnsupportedType) as caught:
        read("Hội nghị".encode(), content_type="application/msword")
    assert "text/html" in caught.value.extra["supported"]


def test_limit() -> None:
    with pytest.raises(TooLarge) as caught:
        read("Hội nghị tổng kết", limit=10)
    assert caught.value.extra["limit"] == 10
