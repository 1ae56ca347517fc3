"""A passage left out is named; the recipe of the lexicon finds what goes together."""

from collections import Counter

import pytest

from service.briefs.checks import check_translation, failed, trees
from service.briefs.checks.alignment import ECHO, Alignment
from service.briefs.checks.echo_recipe import weighed
from service.briefs.checks.lexicon_recipe import lexicon, units

VI = (
    "Các đơn vị tổ chức huấn luyện, hoàn thành chỉ tiêu tuyển quân, tham gia khắc phục hậu quả "
    "thiên tai và phòng chống dịch bệnh, được nhân dân đánh giá cao."
)


def test_a_lost_clause_is_named() -> None:
    en = "Units organised training and met the recruitment target."
    (finding,) = [c for c in failed(check_translation(VI, en)) if c.name == "coverage"]
    assert "thiên tai" in finding.source
    assert "dịch bệnh" in finding.source


def test_a_whole_translation_passes() -> None:
    en = (
        "Units organised training, met the recruitment target, and took part in overcoming the "
        "consequences of natural disasters and preventing epidemics, which the people appreciated."
    )
    assert not [c for c in failed(check_translation(VI, en)) if c.name == "coverage"]


def test_an_empty_translation_is_found() -> None:
    assert [c for c in failed(check_translation(VI, " ")) if c.name == "coverage"]


def test_the_place_of_what_is_lost_is_given() -> None:
    en = "Units organised training and met the recruitment target."
    (finding,) = [c for c in failed(check_translation(VI, en)) if c.name == "coverage"]
    assert VI[slice(*finding.source_at)] == finding.source


def test_a_syllable_is_echoed_by_a_word_that_is_its_own() -> None:
    alignment = Alignment("thiên tai và dịch bệnh", "a natural disaster")
    gains = dict(zip([t.key for t in alignment.syllables], alignment.echoed, strict=True))
    assert min(gains["thiên"], gains["tai"]) >= ECHO
    assert max(gains["dịch"], gains["bệnh"]) < ECHO


def test_the_recipe_joins_what_stands_together() -> None:
    rain = [(units(["mưa", "to"]), {"rain", "today"})] * 30
    rest = [(units(["nắng", "to"]), {"sun", "today"})] * 200
    pairs = rain + rest
    made = lexicon([vi for vi, _ in pairs], [en for _, en in pairs])
    assert list(made["mưa"]) == ["rain"]
    assert "to" not in made


def test_a_syllable_that_is_always_echoed_weighs_most() -> None:
    seen = Counter({"mưa": 100, "của": 100})
    weights = weighed(seen, Counter({"mưa": 98, "của": 60}), Counter({"mưa": 2, "của": 50}))
    assert weights["mưa"][0] > weights["của"][0]
    assert weights["mưa"][1] > weights["của"][1]


def test_trees_are_walked_to_a_leaf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "load", lambda name: (0.5, [(1, 2.0, -1.0, (0, 3.0, 1.0, 2.0))]))
    assert [trees.score("x", row) for row in ((0, 1), (3, 3), (4, 3))] == [-0.5, 1.5, 2.5]
