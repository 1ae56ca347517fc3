"""Confidence: figures known by hand, and parameters that can be found again."""

import json
import random
from dataclasses import replace
from importlib.resources import files

import pytest
import sacrebleu
from click.testing import CliRunner
from lxml import etree

from service.briefs.agreement import agreement, chrf
from service.briefs.brief import Check
from service.briefs.confidence import (
    DOUBTFUL,
    NAME,
    SIGNS,
    calibration,
    confidence,
    doubt,
    shipped,
    signs,
    silence,
)
from service.briefs.values import Translation
from service.cli import main
from service.errors import UnreadableInput
from service.evaluation.confidence import (
    Rated,
    area,
    brier,
    calibration_error,
    evaluate_confidence,
    fit,
    rated,
    read_made,
    write_made,
)
from service.evaluation.diagram import draw
from service.evaluation.rows import Pair

VI = "Năm ngoái, tỉnh xây 12 trường học mới."
EN = "The province built 12 new schools last year."


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (EN, EN),
        (EN, "Last year 12 new schools were built."),
        ("Rain fell.", "The rain has fallen all day."),
        ("abc", "xyz"),
    ],
)
def test_chrf_is_that_of_sacrebleu(one: str, two: str) -> None:
    assert chrf(one, two) == pytest.approx(
        sacrebleu.sentence_chrf(one, [two]).score / 100, abs=0.02
    )


def test_agreement_is_the_mean_and_nothing_without_others() -> None:
    assert agreement(EN, [EN, EN]) == 1.0
    assert agreement(EN, []) is None
    assert agreement(EN, [EN, "xyz"]) == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize(
    ("sure", "right", "ece", "mean_square", "auc"),
    [
        ([0.0, 0.0, 1.0, 1.0], [False, False, True, True], 0.0, 0.0, 1.0),
        ([0.5, 0.5, 0.5, 0.5], [False, True, False, True], None, 0.25, 0.5),
        ([0.9, 0.9, 0.1, 0.1], [False, False, True, True], 0.9, 0.81, 0.0),
    ],
)
def test_figures_known_by_hand(sure, right, ece, mean_square, auc) -> None:
    assert brier(sure, right) == pytest.approx(mean_square)
    assert area(sure, right) == pytest.approx(auc)
    if ece is not None:
        assert calibration_error(sure, right) == pytest.approx(ece)


def test_more_doubt_means_less_confidence() -> None:
    bad = (Check("numbers", False, "lost"),)
    best = confidence(VI, EN, 0.9, [EN + " Yes."], ())
    assert 0 < confidence(VI, EN, 0.5, [EN + " Yes."], ()) < best < 1
    assert confidence(VI, EN, 0.9, ["Rain."], ()) < best
    assert confidence(VI, EN, 0.9, [EN + " Yes."], bad) < best
    assert 0 < confidence(VI, EN, 0.0, ["Rain."], ()) < 1
    assert confidence(VI, EN, 0.0, [], ()) == 0.0  # an engine that tells nothing
    assert confidence(VI, "", 0.9, [], ()) == 0.0
    assert confidence("Hội nghị bàn về phân bón.", EN, 0.9, [EN + " Yes."], ()) < best


@pytest.mark.parametrize(
    ("vi", "en", "expected"),
    [
        ("Trời mưa ở Hà Nội.", "It rained in Hanoi.", 0.0),
        ("Hội nghị bàn về phân bón.", "It rained in Hanoi.", 1.0),
        ("Trời mưa ở Hà Nội.", "Prices rose in Hanoi.", 0.4),
        ("1.200 + 5", "1,200 + 5", None),
    ],
)
def test_silence_is_what_nothing_echoes(vi: str, en: str, expected: float | None) -> None:
    assert silence(vi, en) == expected


@pytest.mark.parametrize(
    ("sure", "said"),
    [
        (0.0, ""),  # not known
        (0.049, "“It rained in Hanoi.”: confidence 4 %, below 45 %."),
        (0.4499, "“It rained in Hanoi.”: confidence 44 %, below 45 %."),
        (DOUBTFUL, ""),
        (1.0, ""),
    ],
)
def test_low_confidence_is_a_finding(sure: float, said: str) -> None:
    found = doubt("Trời mưa ở Hà Nội.", "It rained in Hanoi.", sure)
    assert [(check.name, check.passed) for check in found] == [(NAME, False)] * bool(said)
    assert all(check.message.endswith(said) for check in found)
    assert all((c.source_at, c.target_at) == ((0, 18), (0, 19)) for c in found)


def test_doubt_is_no_sign_of_itself() -> None:
    found = doubt("Trời mưa.", EN, 0.1)
    assert signs(VI, EN, 0.9, ["Rain."], found) == signs(VI, EN, 0.9, ["Rain."], ())


def made_up(count: int) -> list[Rated]:
    """Sentences whose probability alone says whether they are right, most of the time."""
    chance = random.Random(1)
    rows = []
    for n in range(count):
        sign = chance.uniform(-1, 0)
        quality = 0.8 if sign + chance.gauss(0, 0.2) > -0.5 else 0.2
        rows.append(Rated(f"Câu {n}.", (sign, chance.random(), 3.0, 0.0, 0.1), quality))
    return rows


def test_parameters_are_found_on_what_is_not_held_out() -> None:
    rows = made_up(300)
    told = fit(rows, "m@1")
    assert set(told["weights"]) == set(SIGNS)
    assert told["weights"]["probability"] > 3 > abs(told["weights"]["agreement"])
    assert told["signature"]["rows"] == sum(not row.held_out for row in rows)
    model = calibration(told)
    rows = [replace(row, confidence=model.probability(row.signs)) for row in rows]
    found = evaluate_confidence(rows)
    assert found["auc"] > 0.85
    assert found["brier"] < found["brier_of_the_share"]
    told = found["doubted"]
    assert told["right"] / told["sentences"] < 0.5 < told["others_right"] / told["others"]
    assert told["sentences"] + told["others"] == found["sentences"]
    assert sum(one["sentences"] for one in found["bins"]) == found["sentences"]


def test_what_is_all_right_cannot_be_measured() -> None:
    with pytest.raises(UnreadableInput, match="too few"):
        evaluate_confidence([replace(row, quality=1.0) for row in made_up(20)])


def test_the_shipped_parameters_say_what_they_were_fitted_on() -> None:
    told = json.loads(files("service.briefs").joinpath("data/confidence.json").read_text("utf-8"))
    assert told["signature"]["data_sha256"]
    assert told["signature"]["model"].startswith("songngu-gemma-vi-en@")
    assert told["recipe"].startswith("songngu evaluate confidence")
    assert shipped().weights == tuple(told["weights"].values())


def test_the_command_prints_figures_of_kept_translations(tmp_path) -> None:
    pairs = [
        (
            Pair(f"Câu {n}.", EN),
            Translation(text, (), "ok", 0.5, alternatives=(EN,), confidence=sure),
        )
        for n in range(30)
        for text, sure in [((EN, 0.9), ("Rain.", 0.2))[n % 2]]
    ]
    kept, diagram = tmp_path / "made.jsonl", tmp_path / "r.svg"
    write_made(kept, pairs)
    assert [rated(*pair) for pair in read_made(kept)] == [rated(*pair) for pair in pairs]
    file = tmp_path / "x.tsv"
    file.write_text(f"Câu.\t{EN}\n", encoding="utf-8")
    command = ["evaluate", "confidence", str(file), "--made", str(kept)]
    run = CliRunner().invoke(main, [*command, "--svg", str(diagram)])
    assert run.exit_code == 0, run.output
    assert json.loads(run.stdout)["auc"] == 1.0
    assert len(etree.fromstring(diagram.read_bytes()).findall("{*}circle")) == 5
    fitted = json.loads(CliRunner().invoke(main, [*command, "--fit"]).stdout)
    assert fitted["signature"]["rows"] < 30


def test_a_diagram_puts_agreement_on_the_diagonal() -> None:
    root = etree.fromstring(draw([{"believed": 0.5, "true": 0.5, "sentences": 4}]))
    (dot,) = root.findall("{*}circle")
    assert dot.get("cx") == dot.get("cy")
