"""Every kind of file is told by its content and gives its articles."""

import json
from datetime import date

import pytest
from real_files import FILES, FIRST, ITEM, LINK, RECORD, SECOND, SUPERDESK, TEXT, TITLE, lines

from real_files import mail, newsml, rss, table  # isort: skip

from service.errors import EmptyText, SeveralArticles, UnreadableInput, UnsupportedType
from service.reading import articles, read


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("claimed", [True, False])
def test_one_report_in_every_kind_of_file(name: str, claimed: bool) -> None:
    document = read(FILES[name], **({"name": name} if claimed else {}))
    found = [sentence.text for sentence in document.sentences]
    assert found[-2:] == [FIRST, SECOND]
    assert document.title == ("" if name == "tin.txt" else TITLE)


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_name_and_type_do_not_mislead(name: str) -> None:
    wrong = {"name": "a.pdf", "content_type": "text/plain; charset=iso-8859-1"}
    assert SECOND in read(FILES[name], **wrong).text


@pytest.mark.parametrize(
    ("name", "id", "day"),
    [
        ("rss.xml", "tin-1", date(2025, 1, 8)),
        ("atom.xml", "tin-1", date(2025, 1, 8)),
        ("newsml.xml", "tin-1", date(2025, 1, 8)),
        ("tin.ninjs.json", "urn:example:1", date(2025, 1, 8)),
        ("superdesk.json", LINK, date(2025, 1, 8)),
        ("tin.eml", "tin-1@example.vn", date(2025, 1, 8)),
        ("tin.csv", "tin-1", None),
        ("tin.json", "tin-1", None),
    ],
)
def test_what_a_file_says_of_its_report(name: str, id: str, day: date | None) -> None:
    (article,) = articles(FILES[name])
    assert (article.id, article.title, article.published) == (id, TITLE, day)
    if name.endswith(".xml") or name == "superdesk.json":
        assert article.url == LINK
        assert article.language.startswith("vi")


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (lines([RECORD, {**RECORD, "id": 7}]), ["tin-1", "7"]),
        (lines({"items": [RECORD, {"title": "không có nội dung"}, RECORD]}), ["tin-1", "tin-1"]),
        (lines({"text": TEXT}, {"noi_dung": TEXT}), ["1", "2"]),
        (lines({"_items": [SUPERDESK, ITEM]}), [LINK, "urn:example:1"]),
        (lines([TEXT, TEXT]), ["1", "2"]),
        (lines({"guid": "g", "type": "composite", "associations": {"main": SUPERDESK}}), [LINK]),
        (newsml(3, message=True), ["tin-1", "tin-2", "tin-3"]),
        (b"Ti\xc3\xaau \xc4\x91\xe1\xbb\x81;N\xe1\xbb\x99i dung\nA;B\nC;D\n\n", ["1", "2"]),
        (b"sep=|\ntext|id\nx|a\n", ["a"]),
        (table("\t"), ["tin-1"]),
    ],
)
def test_every_article_of_a_list(data: bytes, ids: list[str]) -> None:
    assert [article.id for article in articles(data)] == ids


def test_a_brief_is_of_one_article() -> None:
    with pytest.raises(SeveralArticles, match="songngu watch"):
        read(lines([RECORD, RECORD]))


def test_json_feed() -> None:
    item = {"id": "1", "url": LINK, "title": TITLE, "content_html": f"<p>{FIRST}</p>",
            "date_published": "2025-01-08T23:30:00Z"}  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Tin", "items": [item]}
    (article,) = articles(json.dumps(feed).encode())
    assert (article.url, article.published) == (LINK, date(2025, 1, 9))  # already in Vietnam
    assert read(json.dumps(feed).encode()).text == FIRST


@pytest.mark.parametrize(
    ("data", "excerpt"),
    [
        (rss("Quân khu 1 tổng kết.", "description"), True),
        (rss("", "description"), True),
        (rss(f"{TEXT} " * 10, "description"), False),
        (rss(), False),
    ],
)
def test_a_feed_of_summaries_says_so(data: bytes, excerpt: bool) -> None:
    (article,) = articles(data)
    assert article.excerpt is excerpt


def test_attachments_are_told() -> None:
    (article,) = articles(mail(attachment=True))
    assert article.notes == ("The attachment a.pdf was not read.",)


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    b"<%s>&b;</%s>"
)


@pytest.mark.parametrize(
    ("data", "error", "told"),
    [
        (b"", EmptyText, "empty"),
        (b"\xef\xbb\xbf \n", EmptyText, "empty"),
        (lines([]), EmptyText, "its list is empty"),
        (lines([RECORD])[:-9], UnreadableInput, "JSON is damaged or cut off"),
        (lines(RECORD) + b"\n{broken", UnreadableInput, "line 2"),
        (lines({"headline": TITLE}), UnreadableInput, "No object of the JSON has a text"),
        (b"[" * 100_000, UnreadableInput, "nested too deep"),
        (b"sep=;\ntitle;text\n", EmptyText, "no rows"),
        (b"text,title\n" + TEXT.encode("utf-16-le"), UnreadableInput, "binary"),
        (rss()[:300], UnreadableInput, "feed is cut off"),
        (b'<rss version="2.0"><channel><title>x</title></channel></rss>', EmptyText, "no entries"),
        (BOMB % (b"rss", b"rss"), UnreadableInput, "entities"),
        (BOMB % (b"newsItem", b"newsItem"), UnreadableInput, "entities"),
        (newsml()[:600], UnreadableInput, "XML is damaged or cut off"),
        (newsml().replace(b"contentSet", b"contentBag"), EmptyText, "no news item with a text"),
        (b'<?xml version="1.0"?><invoice/>', UnsupportedType, "<invoice>"),
        (b"GIF89a....", UnsupportedType, "a picture"),
        (b"\x1f\x8b\x08\x00", UnsupportedType, "a compressed file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UnsupportedType, "save it as DOCX"),
    ],
)
def test_what_is_wrong_is_told(data: bytes, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        list(map(str, articles(data)))


def test_a_table_without_a_text_column_names_its_columns() -> None:
    data = table(columns=("mã", "tiêu đề", "tóm tắt"))
    with pytest.raises(UnreadableInput, match="“tóm tắt”") as caught:
        list(articles(data, name="tin.csv"))
    assert caught.value.extra["reason"] == "no-text-column"
