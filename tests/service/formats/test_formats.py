import dataclasses
import json

import pytest
from pydantic import TypeAdapter

from service.briefs.brief import Bilingual, Brief, Flag, Point
from service.formats import FORMATS, MEDIA_TYPES, SUFFIXES, UnknownFormat, labels, view, write

PEOPLE = ["markdown", "html", "text"]


def test_every_format_has_a_media_type_and_a_suffix():
    assert set(FORMATS) == set(MEDIA_TYPES) == set(SUFFIXES.values())


def test_unknown_format_lists_the_known_ones(brief):
    with pytest.raises(UnknownFormat, match="odt") as caught:
        write(brief, "odt")
    assert caught.value.extra["known"] == list(FORMATS)


def test_json_gives_the_same_brief_back(brief):
    assert TypeAdapter(Brief).validate_json(write(brief, "json")) == brief


def test_json_is_the_dataclass_in_its_order_and_readable(brief):
    written = write(brief, "json")
    assert list(json.loads(written)) == [field.name for field in dataclasses.fields(Brief)]
    assert "Quân khu 1" in written
    assert write(brief, "json", "en") == written


@pytest.mark.parametrize("format", PEOPLE)
def test_formats_for_people_show_all_an_editor_needs(brief, format):
    written = write(brief, format)
    for expected in (
        "Quân khu 1 tổng kết năm 2024",
        "Military Region 1 reviews 2024",
        "Tuyển quân hoàn thành 100%.",
        "Recruitment reached 10%.",
        "Nguyễn Hồng Thái: Trung tướng / Lieutenant General",
        "Hoàng Thu Trang",
        "the morning of January 8, 2025",
        "100%: tuyển quân / recruitment",
        "điểm 2 / point 2",
        "100% became 10%.",
        "songngu-extractive@1",
        "songngu-gemma-vi-en@1",
        "translate.fewshot@1",
        "máy tạo ra",
        "Written by a machine",
        "CẦN XEM LẠI / NEEDS REVIEW",
        "⚠",
    ):
        assert expected in " ".join(written.split())


@pytest.mark.parametrize("format", PEOPLE)
@pytest.mark.parametrize(
    ("language", "kept", "dropped"),
    [
        ("vi", "Tuyển quân hoàn thành 100%.", "Recruitment reached"),
        ("en", "Recruitment reached 10%.", "Tuyển quân hoàn thành 100%."),
    ],
)
def test_one_language_leaves_the_other_out(brief, format, language, kept, dropped):
    written = write(brief, format, language)
    assert kept in written
    assert dropped not in written
    assert ("Written by a machine" in " ".join(written.split())) == (language == "en")


@pytest.mark.parametrize("format", list(FORMATS))
def test_an_empty_brief_is_written_too(empty, format):
    assert write(empty, format)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("headline", "tiêu đề / headline"),
        ("points/0", "điểm 1 / point 1"),
        ("points/11", "điểm 12 / point 12"),
        ("facts/people/1", "Dữ kiện / Facts"),
        ("elsewhere/3", "elsewhere/3"),
    ],
)
def test_places_are_named_as_people_count(where, expected):
    assert view.place(Flag("x", "y", where), "both") == expected


def test_sentences_that_are_not_kept_are_left_out(brief):
    assert [number for number, _ in view.cited(brief)] == [1, 2]
    lost = dataclasses.replace(brief, points=(Point("a", "b", (0, 7)),))
    assert [number for number, _ in view.cited(lost)] == [1]


def test_every_label_is_in_both_languages():
    assert all(text.vi and text.en for text in labels.LABELS.values())
    assert labels.pick(Bilingual("GDP", "GDP"), "both") == ["GDP"]
