"""Against the schemas that the IPTC publishes."""

import dataclasses
import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from service.briefs.brief import Brief
from service.formats import write

SCHEMAS = Path(__file__).parents[2] / "data" / "schemas"

# Nothing of ours has a geometry, so that of the places may be anything.
REGISTRY = Registry().with_resource(
    "https://geojson.org/schema/GeoJSON.json", Resource.from_contents({}, DRAFT7)
)


def schema(version: str) -> dict[str, object]:
    return json.loads(SCHEMAS.joinpath(f"ninjs-schema_{version}.json").read_text("utf-8"))


V3 = Draft202012Validator(schema("3.1"), registry=REGISTRY, format_checker=FormatChecker())
V1 = Draft7Validator(schema("1.7"))


def item(brief: Brief, form: str, language: str = "both") -> dict[str, object]:
    return json.loads(write(brief, form, language))


@pytest.mark.parametrize("language", ["both", "vi", "en"])
def test_ninjs_3_keeps_to_its_schema(brief, empty, language):
    for one in (brief, empty):
        assert not list(V3.iter_errors(item(one, "ninjs", language)))


def test_the_schema_of_ninjs_3_refuses(brief):
    """The stub and the shortening of the schema leave it able to fail."""
    good = item(brief, "ninjs")
    for bad in ({"headline": "x"}, {"pubStatus": "done"}, {"associations": [{"uri": "urn:x"}]}):
        assert list(V3.iter_errors(good | bad)), bad
    del good["uri"]
    assert list(V3.iter_errors(good))


@pytest.mark.parametrize("language", ["both", "vi", "en"])
def test_superdesks_dialect_is_ninjs_1_and_two_members(brief, empty, language):
    for one in (brief, empty):
        found = item(one, "ninjs1", language)
        for each in (found, *found.get("associations", {}).values()):
            assert each.pop("guid") == each["uri"]
            each.pop("source", None)
        assert not list(V1.iter_errors(found))


def test_the_english_item_is_the_translation_of_the_vietnamese_one(brief):
    found = item(brief, "ninjs")
    assert found["standard"] == {
        "name": "ninjs",
        "version": "3.1",
        "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
    }
    assert (found["uri"], found["language"]) == ("urn:songngu:brief:b1:en", "en")
    assert found["headlines"][0]["value"] == brief.headline.en
    assert found["bodies"][0]["value"].startswith("<p>Military Region 1 held")
    assert found["altIds"] == [{"role": "translationOf", "value": "urn:songngu:brief:b1:vi"}]
    original, report = found["associations"]
    assert (original["rel"], original["language"]) == ("translationOf", "vi")
    assert original["headlines"][0]["value"] == brief.headline.vi
    assert "translator" not in {source["role"] for source in original["infoSources"]}
    assert (report["rel"], report["uri"]) == ("derivedFrom", brief.source.url)


@pytest.mark.parametrize("form", ["ninjs", "ninjs1"])
def test_items_say_that_a_machine_made_them_and_what_to_look_at(brief, form):
    found = item(brief, form)
    text = json.dumps(found, ensure_ascii=False)
    assert "digitalsourcetype/trainedAlgorithmicMedia" in text
    makers = found["infoSources" if form == "ninjs" else "infosource"]
    role = "role" if form == "ninjs" else "rel"
    assert {"name": "songngu-gemma-vi-en@1", role: "translator"} in makers
    note = found["edNote" if form == "ninjs" else "ednote"]
    for expected in (
        "Written by a machine",
        "status: review",
        "[numbers] point 2: 100% became 10%.",
        "point 2 ← sentence 1, 2",
        "summariser: songngu-extractive@1",
        "translator: songngu-gemma-vi-en@1",
    ):
        assert expected in note
    assert found["pubStatus" if form == "ninjs" else "pubstatus"] == "withheld"
    ok = item(dataclasses.replace(brief, status="ok", flags=()), form)
    assert ok["pubStatus" if form == "ninjs" else "pubstatus"] == "usable"


def test_superdesk_finds_what_its_parser_reads(brief):
    found = item(brief, "ninjs1")
    assert found["guid"] == "urn:songngu:brief:b1:en"
    assert found["type"] == "text"
    assert found["versioncreated"] == "2025-01-09T00:00:00+0000"
    assert found["description_text"] == brief.points[0].en
    assert found["body_html"].count("<p>") == 2
    assert not [name for name in found if name.startswith("$")]
    assert found["associations"]["translationOf"]["language"] == "vi"


def test_markup_in_a_brief_stays_text_in_html_bodies(brief):
    point = dataclasses.replace(brief.points[0], en="<script>alert(1)</script> & co")
    hostile = dataclasses.replace(brief, points=(point,))
    for form in ("ninjs", "ninjs1"):
        assert "<script" not in write(hostile, form, "en").replace(json.dumps(point.en)[1:-1], "")


def test_an_id_is_kept_for_the_same_brief_and_made_where_there_is_none(brief, empty):
    assert item(brief, "ninjs")["uri"] == item(brief, "ninjs")["uri"]
    assert item(empty, "ninjs")["uri"] == item(empty, "ninjs")["uri"]
    strange = dataclasses.replace(brief, id="a b/ü")
    assert item(strange, "ninjs", "vi")["uri"] == "urn:songngu:brief:a%20b%2F%C3%BC:vi"
