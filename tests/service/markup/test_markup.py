from collections.abc import Callable, Sequence

import pytest

from service.briefs.brief import Check
from service.briefs.values import Translation
from service.markup import BadMarkup, MarkupOptions, translate_markup

ENGLISH = {
    "Quân khu 1 tổ chức hội nghị tại Thái Nguyên.": "Military Region 1 held a meeting in Thai "
    "Nguyen.",
    "Quân khu 1": "Military Region 1",
    "Thái Nguyên": "Thai Nguyen",
    "Đại tá Nguyễn Văn An nói.": "Senior Colonel Nguyen Van An said.",
    "Đại tá Nguyễn Văn An": "Senior Colonel Nguyen Van An",
    "nói": "speak",
    "áo đỏ đẹp": "a beautiful red shirt",
    "áo": "shirt",
    "đỏ": "red",
    "đẹp": "beautiful",
    "Chào [71], bạn có [72] thư.": "Hello [71], you have [72] letters.",
    "Bạn ghé [71] nhé": "Do come to see us",
    "Bạn ghé": "You visit",
    "nhé": "please",
    "Xin chào": "Hello",
    "Tin": "News",
}


def translate(texts: Sequence[str]) -> list[Translation]:
    return [Translation(ENGLISH.get(text, f"EN {text}")) for text in texts]


def result(source: str, kind: str = "html", **options: object) -> str:
    wanted = MarkupOptions(**options)  # type: ignore[arg-type]
    return translate_markup([source], kind, translate, wanted)[0].text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # around the words that its content became, wherever they went
        (
            "<p><b>Quân khu 1</b> tổ chức hội nghị tại <a href='/tn'>Thái Nguyên</a>.</p>",
            "<p><b>Military Region 1</b> held a meeting in <a href='/tn'>Thai Nguyen</a>.</p>",
        ),
        ("áo <i>đỏ</i> <b>đẹp</b>", "a <b>beautiful</b> <i>red</i> shirt"),
        ("<i>áo <b>đỏ</b></i> đẹp", "a beautiful <i><b>red</b> shirt</i>"),
        # a word that is another by itself: what the words around it leave over
        (
            "Đại tá Nguyễn Văn An <i>nói</i>.",
            "Senior Colonel Nguyen Van An <i>said</i>.",
        ),
        # entities, white space, comments, what stays
        ("<p> Xin chào&nbsp;</p>\n<!-- b -->", "<p> Hello&nbsp;</p>\n<!-- b -->"),
        ("<p>A &amp; B &lt;c></p>", "<p>EN A &amp; B &lt;c&gt;</p>"),
        ("<script>let a = '<p>Tin</p>';</script>", "<script>let a = '<p>Tin</p>';</script>"),
        ("<p class='x notranslate'>Tin</p>", "<p class='x notranslate'>Tin</p>"),
        ("<div translate=no><p>Tin</p></div>Tin", "<div translate=no><p>Tin</p></div>News"),
        ("Tin<br>Tin<BR/>Tin", "News<br>News<BR/>News"),
        ("<li>Tin<li>Tin", "<li>News<li>News"),
        ("<b>Tin</p></b>", "<b>News</p></b>"),
        ("<pre>Tin\n  Xin chào\n</pre>", "<pre>News\n  Hello\n</pre>"),
        ("<td>12/01</td>", "<td>12/01</td>"),
        ("", ""),
    ],
)
def test_html(source: str, expected: str) -> None:
    assert result(source) == expected


@pytest.mark.parametrize(
    ("source", "options", "expected"),
    [
        (
            'Chào <x id="3"></x>, bạn có <x id="7"/> thư.',
            {"ignore": frozenset("x")},
            'Hello <x id="3"></x>, you have <x id="7"/> letters.',
        ),
        ("Bạn ghé <x>đây</x> nhé", {"ignore": frozenset("x")}, "You visit <x>đây</x> please"),
        (
            "<doc><t>Tin</t><p>Xin chào</p></doc>",
            {},
            "<doc><t>News</t><p>Hello</p></doc>",
        ),
        ("áo <par/> đỏ", {"splitting": frozenset(["par"])}, "shirt <par/> red"),
        (
            "<i>áo</i><i>đỏ</i>",
            {"non_splitting": frozenset("i")},
            "EN <i>áo</i><i>đỏ</i>",
        ),
        ("<t><![CDATA[Tin]]></t>", {}, "<t><![CDATA[News]]></t>"),
        ("<t><![CDATA[<p>Tin</p>]]></t>", {}, "<t><![CDATA[<p>News</p>]]></t>"),
        ("<?xml version='1.0'?>\n<t>Tin&nbsp;</t>", {}, "<?xml version='1.0'?>\n<t>News&nbsp;</t>"),
    ],
)
def test_xml(source: str, options: dict[str, object], expected: str) -> None:
    assert result(source, "xml", **options) == expected


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("<a>Tin</b>", "well formed"),
        ("Tin <a", "well formed"),
        ("a & b", "well formed"),
        ("<!DOCTYPE t [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><t>&e;</t>", "declares"),
        ("<t>\x0b</t>", "well formed"),
    ],
)
def test_xml_that_is_none_is_refused(source: str, told: str) -> None:
    with pytest.raises(BadMarkup, match=told):
        result(source, "xml")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Tin\n\nXin chào\n", "# News\n\nHello\n"),
        ("- **Tin**\n- `mã`\n", "- **News**\n- `mã`\n"),
        ("> áo *đỏ* **đẹp**", "> a **beautiful** *red* shirt"),
        ("[Tin](http://a.b/c_d 'x') ![Tin](t.png)", "[News](http://a.b/c_d 'x') ![Tin](t.png)"),
        ("---\ntitle: Tin\n---\nTin", "---\ntitle: Tin\n---\nNews"),
        ("    Tin\n\n~~~\nTin\n~~~\n", "    Tin\n\n~~~\nTin\n~~~\n"),
        ("5*3 Tin", "EN 5\\*3 Tin"),
    ],
)
def test_markdown(source: str, expected: str) -> None:
    assert result(source, "markdown") == expected


def test_all_sentences_of_all_texts_are_one_batch() -> None:
    calls: list[list[str]] = []

    def counted(texts: Sequence[str]) -> list[Translation]:
        calls.append(list(texts))
        return translate(texts)

    translate_markup(["<p>Tin</p><p>Tin</p>", "<p>Xin chào <b>An</b></p>", "12"], "html", counted)
    assert calls == [["Tin", "Xin chào An", "An", "Xin chào"]]


def test_findings_and_alternatives_come_along() -> None:
    finding = Check("numbers", False, "Wrong.", "1", "2")

    def answered(texts: Sequence[str]) -> list[Translation]:
        return [
            Translation(t.upper(), (finding,), "review", alternatives=(t.title(),)) for t in texts
        ]

    (made,) = translate_markup(["<p>một <b>hai</b></p><p>ba</p>"], "html", answered)
    assert made.text == "<p>MỘT <b>HAI</b></p><p>BA</p>"
    assert made.alternatives == ("<p>Một <b>Hai</b></p><p>Ba</p>",)
    assert made.status == "review"
    assert set(made.checks) == {finding}


@pytest.mark.parametrize("make", [lambda n: "<b>" * n, lambda n: "<b>x" * n + "</b>" * n])
def test_deep_nesting_costs_little(make: Callable[[int], str]) -> None:
    source = make(20_000)
    assert result(source).count("<b>") == 20_000
