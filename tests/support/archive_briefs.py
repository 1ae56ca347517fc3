"""Briefs to keep."""

from dataclasses import replace

from service.briefs.brief import (
    Bilingual,
    Brief,
    Check,
    Facts,
    Flag,
    Person,
    Point,
    Provenance,
    Source,
)

TEXT = (
    "Sáng 08/01, Quân khu 1 tổ chức hội nghị tại Bắc Kạn. "
    "Năm 2024, chỉ tiêu tuyển quân hoàn thành 100%."
)
FAILED = Check("numbers", False, "The report says 100%, the English does not.", "100%", "")
BRIEF = Brief(
    id="0a1b2c",
    source=Source(
        "Hội nghị quân sự",
        "https://example.org/1",
        "QĐND",
        "Bắc Kạn",
        "2025-01-08",
        "d" * 64,
        "vi",
        TEXT,
        ((0, 52), (53, len(TEXT))),
    ),
    headline=Bilingual("Quân khu 1 tổ chức hội nghị", "Military Region 1 holds a conference"),
    points=(
        Point(
            "Chỉ tiêu tuyển quân hoàn thành 100%.",
            "The recruitment target was met.",
            (1,),
            ((53, len(TEXT)),),
            (FAILED,),
            0.5,
        ),
    ),
    facts=Facts(
        where=Bilingual("Bắc Kạn", "Bac Kan"),
        people=(Person("Nguyễn Hồng Thái", Bilingual("Tư lệnh", "Commander")),),
    ),
    provenance=Provenance("s@1", "t@1", created="2025-02-01T00:00:00+00:00"),
    status="review",
    flags=(Flag("numbers", FAILED.message, "points/0"),),
)


def other(id: str, day: str = "2025-01-08", vi: str = "", **source: str) -> Brief:
    """Another brief of another report."""
    text = vi or f"Bản tin {id}."
    return replace(
        BRIEF,
        id=id,
        headline=Bilingual(text, f"Report {id}"),
        points=(),
        facts=Facts(),
        status="ok",
        flags=(),
        source=replace(BRIEF.source, text=text, sentences=(), published=day, **source),
    )
