"""How columns and members of tables and JSON are named, in Vietnamese and English."""

import re
import unicodedata
from collections.abc import Mapping

from service.reading.article import Article
from service.reading.days import day_of

TEXT = ("text", "body", "content", "body_text", "content_text", "article", "full_text", "fulltext",
        "article_text", "noi_dung", "bai_viet", "van_ban")  # fmt: skip
HTML = ("html", "body_html", "content_html", "noi_dung_html")
TITLE = ("title", "headline", "tieu_de", "tit", "ten_bai", "name")
URL = ("url", "link", "source_url", "href", "permalink", "dia_chi", "duong_dan")
DAY = ("published", "published_at", "date_published", "publish_date", "pubdate", "pub_date",
       "date", "versioncreated", "created", "created_at", "ngay_dang", "ngay",
       "thoi_gian")  # fmt: skip
ID = ("id", "guid", "uri", "_id", "article_id", "ma", "ma_bai")
LANGUAGE = ("language", "lang", "ngon_ngu")
BODIES = frozenset((*TEXT, *HTML))


def field_name(name: object) -> str:
    """One form for a name: "Nội dung" and "noi-dung" become "noi_dung"."""
    letters = unicodedata.normalize("NFD", str(name).strip().lower().replace("đ", "d"))
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return re.sub(r"[\s-]+", "_", plain)


def article_of(row: Mapping[str, object], place: int) -> Article:
    """The article of a row or object; `place` names it where it has no id. May be empty."""
    values = {field_name(name): value for name, value in row.items()}
    return Article(
        id=_first(values, ID) or str(place),
        text=_first(values, TEXT),
        html="" if _first(values, TEXT) else _first(values, HTML),
        title=_first(values, TITLE),
        url=_first(values, URL),
        published=day_of(_first(values, DAY)),
        language=_first(values, LANGUAGE),
    )


def _first(values: Mapping[str, object], names: tuple[str, ...]) -> str:
    """The first of the fields that holds a text or a number."""
    for name in names:
        value = values.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip("\ufeff") if name in BODIES else value.strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""
