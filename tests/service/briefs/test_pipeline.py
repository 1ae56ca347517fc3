"""The whole way from a report to its brief, with the real ranker and a scripted translator."""

import sys
from dataclasses import asdict
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from scripted import translator

from models.errors import UnknownModel
from service.briefs import confidence
from service.briefs.brief import Brief
from service.briefs.pipeline import BriefOptions, Studio
from service.briefs.studio_models import Models
from service.reading import read
from service.settings import load_settings

REPORT = (Path(__file__).parents[2] / "data" / "quan-khu-1-2025-01-08.txt").read_bytes()


class Scripted(Models):
    """Models whose translator answers with what it was asked, as far as digits and names go."""

    def translator(self, id: str):
        assert id == "songngu-gemma-vi-en"
        return translator(lambda text, terms: f"In English: {terms}.")[0]


@pytest.fixture(scope="module")
def studio() -> Studio:
    settings = load_settings({})
    return Studio(settings, Scripted(settings))


@pytest.fixture(scope="module")
def brief(studio: Studio) -> Brief:
    return studio.brief(read(REPORT), BriefOptions())


def test_a_brief_has_all_its_parts(brief: Brief) -> None:
    assert len(brief.points) == 5
    assert brief.headline.vi.startswith("Quân khu 1 tổ chức Hội nghị tổng kết")
    assert brief.source.agency == "BBK"
    assert brief.source.published == "2025-01-08"
    assert brief.facts.date == "2025-01-08"
    assert tuple(p.name for p in brief.facts.people) == ("Nguyễn Hồng Thái", "Hoàng Thu Trang")
    assert "Lieutenant General" in brief.facts.people[0].role.en
    assert any(figure.value.startswith("100") for figure in brief.facts.figures)
    assert brief.provenance.machine_generated
    assert brief.provenance.prompts == ("translate.adapted@1",)
    assert brief.provenance.summariser.startswith("songngu-extractive@")


def test_spans_and_sentences_point_into_the_report(brief: Brief) -> None:
    text = brief.source.text
    for point in brief.points:
        assert point.source
        for start, end in point.spans:
            cover = [brief.source.sentences[number] for number in point.source]
            assert any(a <= start < end <= b for a, b in cover)
            assert text[start:end].strip()


def test_findings_become_flags_that_say_where(brief: Brief) -> None:
    assert brief.status == "review"
    places = {flag.where for flag in brief.flags}
    assert places <= {"headline", *(f"points/{number}" for number in range(5))}
    for number, point in enumerate(brief.points):
        bad = {check.message for check in point.checks if not check.passed}
        assert bad == {flag.message for flag in brief.flags if flag.where == f"points/{number}"}


class Unsure(Models):
    """Models whose translator finds nothing likely, though no check has anything to say."""

    def translator(self, id: str):
        return translator(lambda text, terms: ["He came.", "It went."], logprob=-2.0)[0]


def test_what_the_translator_doubts_is_flagged_or_left_out() -> None:
    settings = load_settings({})
    text = "Anh ấy đã bán 6 tivi màu đen cho người quen. Chị ấy đã mua 3 tivi màu đỏ cho mẹ."
    brief = Studio(settings, Unsure(settings)).brief(read(text), BriefOptions())
    places = {flag.where for flag in brief.flags if flag.code == confidence.NAME}
    assert places == {"headline", *(f"points/{n}" for n in range(len(brief.points)))}
    assert brief.status == "review"
    assert [figure.what.vi for figure in brief.facts.figures]
    assert not any(figure.what.en for figure in brief.facts.figures)


def test_the_same_input_gives_the_same_brief(studio: Studio, brief: Brief) -> None:
    again = studio.brief(read(REPORT), BriefOptions())
    one, two = asdict(brief), asdict(again)
    for made in (one, two):
        made["provenance"]["seconds"] = made["provenance"]["created"] = None
    assert one == two


@pytest.mark.parametrize(
    "options", [BriefOptions(points=3), BriefOptions(words=60), BriefOptions(diacritics=True)]
)
def test_other_options_give_another_id(studio: Studio, brief: Brief, options: BriefOptions) -> None:
    assert studio.brief(read(REPORT), options).id != brief.id


@pytest.mark.parametrize(
    "options", [BriefOptions(summariser="no-such"), BriefOptions(translator="no-such")]
)
def test_unknown_models_are_refused_with_the_list(studio: Studio, options: BriefOptions) -> None:
    with pytest.raises(UnknownModel) as error:
        studio.brief(read(REPORT), options)
    assert error.value.extra["known"]


def test_progress_goes_from_nothing_to_all(studio: Studio) -> None:
    heard: list[tuple[str, float]] = []
    studio.brief(
        read(REPORT), BriefOptions(points=2), lambda what, share: heard.append((what, share))
    )
    shares = [share for _, share in heard]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_a_summary_keeps_to_its_words(studio: Studio) -> None:
    summary = studio.summarise(read(REPORT), words=50)
    assert len(summary.text.split()) <= 50
    assert summary.text == " ".join(summary.points)


def test_translations_keep_order_lines_and_blanks(studio: Studio) -> None:
    made = studio.translate(["Quân khu 1 họp.", "", "Một dòng\nQuân khu 2 họp. Quân khu 3 họp."])
    assert [len(one.text.split("\n")) for one in made] == [1, 1, 2]
    assert made[1].text == ""
    assert "Military Region 1" in made[0].text
    first, second = made[2].text.split("\n")
    assert "Region 2" in second
    assert second.index("Region 2") < second.index("Region 3")
    assert not first.endswith(".")
