"""PDF files that a real browser prints, with the fonts and letter maps that browsers write."""

import html
import io
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from service.errors import TooLarge, UnreadableInput
from service.reading import articles, read

pytestmark = pytest.mark.integration
REPORT = Path(__file__).parents[1] / "data" / "quan-khu-1-2025-01-08.txt"
PARAGRAPHS = [line.strip() for line in REPORT.read_text("utf-8").splitlines() if line.strip()]
TITLE = "Quân khu 1 tổng kết công tác quốc phòng địa phương năm 2024"
Print = Callable[..., bytes]


@pytest.fixture(scope="module")
def print_pdf(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Print:
    folder = tmp_path_factory.mktemp("pdf")

    def printed(style: str, *options: str) -> bytes:
        body = "".join(f"<p>{html.escape(line)}</p>" for line in PARAGRAPHS)
        page = folder / "tin.html"
        page.write_text(
            f'<html lang="vi"><head><meta charset="utf-8"><title>{TITLE}</title><style>{style}'
            f"</style></head><body><h1>{TITLE}</h1>{body}</body></html>",
            "utf-8",
        )
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", *options]
        command += [f"--print-to-pdf={folder / 'tin.pdf'}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        return (folder / "tin.pdf").read_bytes()

    return printed


@pytest.fixture(scope="module")
def printed(print_pdf: Print) -> bytes:
    """With the head and foot of the browser (time, title, address, page number) on each page."""
    return print_pdf("@page { size: A5 } p { text-align: justify }")


def test_paragraphs_are_those_of_the_report(printed: bytes) -> None:
    document = read(printed)
    assert document.title == TITLE
    assert document.text.splitlines() == PARAGRAPHS
    assert document.dateline.agency == "BBK"


@pytest.mark.parametrize(
    "style",
    [
        "body { columns: 2; font: 9pt 'DejaVu Serif' } p { text-align: justify }",
        "p { text-indent: 2em; margin: 0 }",
        "@page { size: A6; margin: 15mm; @top-center { content: 'Báo Bắc Kạn số ' counter(page) }"
        " @bottom-right { content: 'Trang ' counter(page) } } p { text-align: justify }",
    ],
    ids=["columns", "indents", "running lines"],
)
def test_layouts(print_pdf: Print, style: str) -> None:
    assert read(print_pdf(style, "--no-pdf-header-footer")).text.splitlines() == PARAGRAPHS


def written(writer: pypdf.PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password_is_told_and_one_for_copying_alone_is_no_hindrance(
    printed: bytes, algorithm: str
) -> None:
    for password in ("secret", ""):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed))
        writer.encrypt(password, "owner", algorithm=algorithm)
        if password:
            with pytest.raises(UnreadableInput, match="password") as caught:
                read(written(writer))
            assert caught.value.extra["reason"] == "encrypted"
        else:
            assert read(written(writer)).text.splitlines() == PARAGRAPHS


def test_a_page_without_text_is_told(printed: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed))
    writer.add_blank_page()
    (article,) = articles(written(writer))
    assert "holds no text and was not read" in article.notes[0]


def test_no_text_layer() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 300)
    with pytest.raises(UnreadableInput, match="no text layer") as caught:
        read(written(writer))
    assert caught.value.extra["reason"] == "no-text-layer"


@pytest.mark.parametrize("cut", [20, 900, 20_000])
def test_a_file_that_is_cut_off(printed: bytes, cut: int) -> None:
    with pytest.raises(UnreadableInput, match=r"damaged or cut off|no text layer"):
        read(printed[:cut])


def test_a_bomb_is_stopped() -> None:
    """A page whose content unpacks to far more than the memory that reading may take."""
    pack = zlib.compressobj(1)
    once = b"".join(pack.compress(bytes(10_000_000)) for _ in range(50)) + pack.flush()
    packed = zlib.compress(once)
    assert len(packed) < 100_000
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    stream = pypdf.generic.EncodedStreamObject()
    stream._data = packed
    name = pypdf.generic.NameObject
    flate = name("/FlateDecode")
    stream[name("/Filter")] = pypdf.generic.ArrayObject([flate, flate])
    page[name("/Contents")] = writer._add_object(stream)
    with pytest.raises(TooLarge, match=r"too large"):
        read(written(writer))
