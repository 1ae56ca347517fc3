"""Targets: what is read in a text: sentences, numbers, dates, people, words of a search."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st
from real_files import FIRST, TEXT

from fuzzing.edits import NASTY, edit_text
from fuzzing.sources import Drawn, Edited
from fuzzing.target import Target

REPORT = Path(__file__).parents[2] / "data" / "quan-khu-1-2025-01-08.txt"
LIMIT = 200_000  # characters of the longest report that is read

# What the rules of the readers and checks are about, to be put together in any order.
_PARTS = r"""
BBK - | (TTXVN) - | Sáng 08/01, | Chiều nay | ngày 31/12 | tháng 2 năm 2024 | quý IV | thứ Hai | 8
giờ 30 phút | 1.234.567 | 3,5 triệu | gần 2 nghìn tỉ đồng | hơn | 100% | 50 % | -7 | ½ | IV | XIII
| một trăm lẻ năm | mười lăm nghìn | hai rưỡi | 5-10 | 10/20 | khoảng | không dưới | Trung tướng |
Nguyễn Hồng Thái | , | ; | : | . | … | ? | " | “ | ” | ( | ) | - | – | • | / | \n | \n\n | Quân
khu 1 | Tư lệnh | UBND tỉnh Bắc Kạn | GDQP&AN | LLVT | đề nghị | báo cáo | đã | chưa | không |
được | bị | và | các đơn vị | tổ chức hội nghị | Theo đó | cho biết | khẳng định | nổi bật là |
Một số kết quả | gồm | Dự hội nghị có | đồng chí | TP.HCM | v.v. | Ths. | 1. | a) |
http://x.vn/a.b | @ | Ảnh: | [1] | năm 2025
"""
_ENGLISH = r"""
On January 8, | the | 3.5 million | 1,234,567 | nearly two thousand billion dong | over | 100% |
percent | Lieutenant General | Nguyen Hong Thai | , | ; | . | said | not | Military Region 1 | Q4
| Monday | at 8:30 a.m. | IV | the first | fifteen | half | 5–10 | the 2020-2025 term | ( | ) | "
| will | 31 December |
"""


def fragments(source: str) -> list[str]:
    """The parts between strokes; `\\n` is a line end."""
    return [" ".join(part.split()).replace("\\n", "\n") or " " for part in source.split("|")]


def texts(source: str = _PARTS, most: int = 40) -> st.SearchStrategy[str]:
    """Parts in any order, with odd characters and any others among them."""
    part = st.one_of(
        st.sampled_from(fragments(source)),
        st.sampled_from(fragments(source)),
        st.sampled_from([one for one in NASTY if not set(one) & {"\ud800"}]),
        st.text(max_size=6),
    )
    return st.lists(part, max_size=most).map(" ".join)


def targets() -> Iterator[Target]:
    """One target a family of rules."""
    yield Target("text: report", report, Edited([TEXT, _report()], edit_text), 2500, short=12)
    yield Target("text: any words", words, Drawn(texts()), 4000)
    filled = Edited(fragments(_PARTS), _filled, unchanged=False)
    yield Target("text: at the limit", report, filled, 400, short=1)
    both = st.tuples(texts(most=15), texts(_ENGLISH, most=15))
    yield Target("checks: translation", translation, Drawn(both), 3000)
    yield Target("checks: summary", summary, Drawn(st.tuples(texts(most=25), texts(most=12))), 2000)
    for name, run, size in (("translation", translation, 5000), ("summary", summary, LIMIT)):
        long = Edited([size], _long_pair, unchanged=False)
        yield Target(f"checks: long {name}", run, long, 300, short=1)
    yield Target("facts", facts, Drawn(texts()), 1500, short=15)
    days = ["2025-01-08T10:00:00+07:00", "Wed, 08 Jan 2025 10:00:00 +0700", "8/1/2025"]
    yield Target("days", days_of, Edited(days, edit_text), 8000)
    yield Target("search: words", search, Edited(['-"hội nghị" quân* khu'], edit_text), 8000)
    yield Target("search: cursors", cursor, Edited(_cursors(), edit_text), 8000)


def _report() -> str:
    return REPORT.read_text("utf-8")


def report(text: str) -> None:
    """Read a pasted report; what is said of its places is true."""
    from service.reading import read

    document = read(text, limit=LIMIT)
    for one in document.sentences:
        assert 0 <= one.span.start < one.span.end <= len(document.text)
    for clause in document.clauses:
        assert clause.full
        assert 0 <= clause.span.start < clause.span.end <= len(document.text)


def words(text: str) -> None:
    """The same on a text that begins as Vietnamese does, so that it is not refused."""
    report(f"{FIRST} {text}")


def translation(pair: tuple[str, str]) -> None:
    """All checks of a translation."""
    from service.briefs.checks import check_translation

    check_translation(*pair)


def summary(pair: tuple[str, str]) -> None:
    """All checks of a point against its source."""
    from service.briefs.checks import check_summary

    check_summary(*pair)


def facts(text: str) -> None:
    """People, figures, days and places of a report."""
    from service.briefs.facts import extract_facts
    from service.glossary import load_glossary
    from service.reading import read

    extract_facts(read(f"{FIRST}\n{text}"), load_glossary())


def days_of(text: str) -> None:
    """The day that a file says."""
    from service.reading.days import day_of

    day_of(text)


def search(text: str) -> None:
    """What somebody types to search."""
    from service.archive.search import read

    for term in (*read(text).wanted, *read(text).unwanted):
        assert term.plain


def cursor(word: str) -> None:
    """What a client hands back for the next page."""
    from service.archive.cursors import read, write

    write(read(word))


def _cursors() -> list[str]:
    from datetime import date

    from service.archive.cursors import Cursor, write

    return [write(Cursor(1, date(2025, 1, 8), 7)), "W10", "e30"]


def _filled(random: Random, part: str, seeds: Any) -> str:
    """A report of the greatest length that is read, made of the same few parts."""
    piece = "".join(random.choice((*seeds, " ")) for _ in range(random.randint(1, 4)))
    piece = part + random.choice(("", " ")) + piece
    return (f"{FIRST}\n" + piece * (LIMIT // max(1, len(piece))))[: LIMIT - 1]


def _long_pair(random: Random, size: int, seeds: Any) -> tuple[str, str]:
    """A sentence that has no end, as a broken document has one; 5,000 is what an editor may send.

    For a summary, the source is the whole of the longest report.
    """
    parts = fragments(_PARTS), fragments(_ENGLISH if size < LIMIT else _PARTS)
    some, others = (random.choices(part, k=random.randint(2, 6)) for part in parts)
    return " ".join(some * (size // 4))[:size], " ".join(others * 1500)[:5000]
