"""A brief of two points, one of them flagged, with every field filled."""

import pytest

from service.briefs.brief import (
    Bilingual,
    Brief,
    Check,
    Facts,
    Figure,
    Flag,
    Person,
    Point,
    Provenance,
    Source,
)

TEXT = "Sáng 08/01, Quân khu 1 tổ chức hội nghị. Chỉ tiêu tuyển quân hoàn thành 100%."


@pytest.fixture
def brief() -> Brief:
    return Brief(
        id="b1",
        source=Source(
            title="Quân khu 1 tổng kết",
            url="https://example.org/bai?a=1&b=2",
            agency="BBK",
            place="Bắc Kạn",
            published="2025-01-08",
            sha256="ab" * 32,
            language="vi",
            text=TEXT,
            sentences=((0, 40), (41, 77)),
        ),
        headline=Bilingual("Quân khu 1 tổng kết năm 2024", "Military Region 1 reviews 2024"),
        points=(
            Point("Quân khu 1 tổ chức hội nghị.", "Military Region 1 held a conference.", (0,)),
            Point(
                "Tuyển quân hoàn thành 100%.",
                "Recruitment reached 10%.",
                (0, 1),
                ((0, 40), (41, 77)),
                (Check("numbers", False, "100% became 10%.", "100%", "10%"),),
                0.4,
            ),
        ),
        facts=Facts(
            when=Bilingual("sáng 8/1/2025", "the morning of January 8, 2025"),
            date="2025-01-08",
            where=Bilingual("Bắc Kạn", "Bac Kan"),
            people=(
                Person("Nguyễn Hồng Thái", Bilingual("Trung tướng", "Lieutenant General")),
                Person("Hoàng Thu Trang", Bilingual("", "")),
            ),
            organisations=(Bilingual("Quân khu 1", "Military Region 1"),),
            figures=(Figure("100%", "%", Bilingual("tuyển quân", "recruitment")),),
        ),
        provenance=Provenance(
            summariser="songngu-extractive@1",
            translator="songngu-gemma-vi-en@1",
            prompts=("translate.fewshot@1",),
            settings=(("points", "2"),),
            seconds=1.25,
            created="2025-01-09T00:00:00Z",
            software="songngu 0.1.0",
        ),
        terms=(Bilingual("Quân khu", "Military Region"),),
        status="review",
        flags=(Flag("numbers", "100% became 10%.", "points/1"),),
    )


@pytest.fixture
def empty() -> Brief:
    """A brief with nothing in it."""
    return Brief(
        id="",
        source=Source("", "", "", "", "", "", "vi"),
        headline=Bilingual("", ""),
        points=(),
        facts=Facts(),
        provenance=Provenance("", ""),
    )
