"""HTML is known by its content, and only its article is kept."""

from datetime import date

import pytest

from service.reading.html import declared_charset, is_html, read_html, visible_text

BODY = "Sáng 08/01, Quân khu 1 tổ chức Hội nghị tổng kết công tác quốc phòng địa phương năm 2024. "
PAGE = f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>Quân khu 1 tổng kết - Báo Bắc Kạn</title>
<meta property="og:title" content="Quân khu 1 tổng kết">
<meta property="article:published_time" content="2025-01-08T10:00:00+07:00"></head>
<body><nav><a href="/">Trang chủ</a><a href="/xa-hoi">Xã hội</a></nav>
<article><h1>Quân khu 1 tổng kết</h1><p>{BODY * 3}</p>
<p>Trung tướng Nguyễn Hồng Thái chủ trì hội nghị và kết luận các nội dung quan trọng.</p></article>
<script>var x = "mã";</script><footer>Bản quyền</footer></body></html>"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PAGE, True),
        ("<html><body>Hội nghị</body></html>", True),
        ("<p>Một</p>\n<p>Hai</p>", True),
        ("<div>Hội nghị</div>", True),
        ("Sáng 08/01, Quân khu 1 tổ chức hội nghị", False),
        ("Nếu a < b và c > d thì dừng", False),
        ("", False),
    ],
)
def test_is_html(text: str, expected: bool) -> None:
    assert is_html(text) is expected


def test_article() -> None:
    page = read_html(PAGE, "https://example.vn/a")
    assert page.text.startswith("Sáng 08/01") or "\nSáng 08/01" in page.text
    assert "Trung tướng Nguyễn Hồng Thái" in page.text
    assert "mã" not in page.text
    assert page.title == "Quân khu 1 tổng kết"
    assert page.url == "https://example.vn/a"
    assert page.published == date(2025, 1, 8)


def test_fallback_keeps_visible_text() -> None:
    text = visible_text(
        "<html><body><nav>Menu</nav><td>Hội nghị</td><td>tổng kết</td></body></html>"
    )
    assert text.splitlines() == ["Hội nghị", "tổng kết"]
    assert read_html("<html><body><b>Hội nghị</b></body></html>").text == "Hội nghị"


@pytest.mark.parametrize("odd", ["\x01", "&#1;", "&#x1F;", "\ufffe", "&#0;"])
def test_controls_are_left_out(odd: str) -> None:
    page = f"<html><body><script>x</script>Hội{odd}nghị<nav>y</nav>{odd}tổng kết</body></html>"
    assert visible_text(page).split() == ["Hội", "nghị", "tổng", "kết"]


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (b'<meta charset="windows-1258">', "windows-1258"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "iso-8859-1"),
        (b"<p>charset=utf-8</p>", None),
    ],
)
def test_declared_charset(data: bytes, charset: str | None) -> None:
    assert declared_charset(data) == charset
