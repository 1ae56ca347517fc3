"""Every English sentence leads to its Vietnamese, and that to the words of the report."""

import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

sys.path.insert(0, str(Path(__file__).parent))

from scripted import translator

from service.archive.corrections import corrected
from service.briefs.brief import Bilingual, Brief
from service.briefs.pipeline import BriefOptions, Studio
from service.briefs.studio_models import Models
from service.briefs.tracing import laid, segments
from service.briefs.values import DraftPoint, Translation
from service.reading import read
from service.settings import load_settings

REPORT = (Path(__file__).parents[2] / "data" / "quan-khu-1-2025-01-08.txt").read_bytes()
TEXTS = st.lists(st.text(max_size=30), max_size=6)


class Scripted(Models):
    """Models whose translator answers by a table."""

    def translator(self, id: str):
        return translator(lambda text, terms: f"In English: {terms}.")[0]


@pytest.fixture(scope="module")
def brief() -> Brief:
    settings = load_settings({})
    return Studio(settings, Scripted(settings)).brief(read(REPORT), BriefOptions())


def test_segments_cover_both_sides_of_every_point(brief: Brief) -> None:
    for point in brief.points:
        for side in ("vi", "en"):
            whole = getattr(point, side)
            parts = [whole[slice(*getattr(one, side))] for one in point.segments]
            assert " ".join(parts) == whole


def test_segments_lead_to_the_words_they_were_made_of(brief: Brief) -> None:
    assert max(len(point.segments) for point in brief.points) > 1
    for point in brief.points:
        assert {n for one in point.segments for n in one.source} == set(point.source)
        assert {span for one in point.segments for span in one.spans} == set(point.spans)
        for one in point.segments:
            vi = point.vi[slice(*one.vi)].lower().rstrip(".").split()
            own = [brief.source.sentences[number] for number in one.source]
            report = " ".join(brief.source.text[slice(*span)] for span in own).lower()
            assert sum(word.strip(",;") in report for word in vi) > 0.6 * len(vi)
            assert all(any(a <= start < end <= b for a, b in own) for start, end in one.spans)


def test_a_point_is_as_sure_as_its_least_sure_sentence(brief: Brief) -> None:
    for point in brief.points:
        assert point.score == min(one.score for one in point.segments)
        assert 0 < point.score < 1


@given(TEXTS)
def test_what_is_laid_out_is_found_again(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[slice(*span)] for span in laid(parts)] == parts


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=5))
def test_any_sentences_have_their_segments(pairs: list[tuple[str, str]]) -> None:
    document = read("Tỉnh họp sáng nay. Có 35 người dự.".encode())
    draft = DraftPoint(tuple(vi for vi, _ in pairs), (0,), (0,))
    made = [Translation(en, confidence=0.5) for _, en in pairs]
    found = segments(document, draft, made)
    english = " ".join(en for _, en in pairs)
    assert [draft.vi[slice(*one.vi)] for one in found] == [vi for vi, _ in pairs]
    assert [english[slice(*one.en)] for one in found] == [en for _, en in pairs]
    assert all(one.source == (0,) for one in found)


def test_briefs_of_old_have_no_segments(brief: Brief) -> None:
    told = asdict(brief)
    for point in told["points"]:
        del point["segments"]
    loaded = TypeAdapter(Brief).validate_python(told)
    assert all(point.segments == () for point in loaded.points)
    assert loaded == replace(
        brief, points=tuple(replace(point, segments=()) for point in brief.points)
    )


def test_a_corrected_point_is_one_segment(brief: Brief) -> None:
    changed = corrected(brief, "points/1", Bilingual(brief.points[1].vi, "All went well."))
    (segment,) = changed.points[1].segments
    assert changed.points[1].en[slice(*segment.en)] == "All went well."
    assert segment.source == brief.points[1].source
    assert changed.points[0].segments == brief.points[0].segments


def test_everything_that_made_a_brief_is_recorded(brief: Brief) -> None:
    made = brief.provenance
    assert made.machine_generated is True
    assert made.summariser.startswith("songngu-extractive@")
    assert made.translator == "songngu-gemma-vi-en@test"
    assert made.prompts == ("translate.adapted@1",)
    assert dict(made.settings) == {"points": "5", "words": "", "diacritics": "false"}
    assert made.software.startswith("songngu ")
    assert made.created.endswith("+00:00")
    assert made.seconds >= 0
