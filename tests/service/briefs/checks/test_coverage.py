"""A passage left out is named; the recipe of the lexicon finds what goes together."""

from service.briefs.checks import check_translation, failed
from service.briefs.checks.lexicon import echoes
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


def test_echoes_stand_in_the_source() -> None:
    found = echoes("thiên tai", "a natural disaster")
    assert [(start, end) for start, end, _ in found] == [(0, 5), (6, 9)]
    assert all(echoed for _, _, echoed in found)


def test_the_recipe_joins_what_stands_together() -> None:
    rain = [(units(["mưa", "to"]), {"rain", "today"})] * 30
    rest = [(units(["nắng", "to"]), {"sun", "today"})] * 200
    pairs = rain + rest
    made = lexicon([vi for vi, _ in pairs], [en for _, en in pairs])
    assert made["mưa"] == ["rain"]
    assert "to" not in made
