"""A narrow search first, a wide one where it is not enough, and nothing asked twice."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from scripted import translator

from models.catalogue import Limits
from service.briefs import searching
from service.briefs.provenance import Wanted, settings_of
from service.briefs.searching import SEARCHES
from service.briefs.titles import Context
from service.briefs.translating import Desk, each
from service.glossary import Glossary
from service.settings import BadSetting

SOUND, SHORT = "Năm 2024, đơn vị xây 3 trường.", "Xây 3 trường."


def asked(search: str, answers: list[str], logprob: float = -0.1):
    """What a desk makes of one sentence, and the beams of each search."""
    model, engine = translator(lambda text, terms: answers, logprob)
    beams = []
    real = engine.generate

    def generate(texts, decoding):
        beams.append(decoding.beam)
        return [row[: decoding.hypotheses] for row in real(texts, decoding)]

    engine.generate = generate
    desk = Desk(model, Glossary([]), Context(), search=search)
    return desk.translate([SOUND])[0], beams


GOOD, BAD = "In 2024, the unit built 3 schools.", "In 2024, the unit built schools."


@pytest.mark.parametrize(
    ("search", "answers", "logprob", "beams", "text"),
    [
        ("wide", [GOOD, BAD], -0.1, [4], GOOD),
        ("narrow", [GOOD, BAD], -0.1, [2], GOOD),
        ("narrow", [BAD, BAD], -0.1, [2, 2], BAD),  # hints, as narrowly
        ("greedy", [GOOD, BAD], -0.1, [1], GOOD),
        ("greedy", [GOOD, BAD], -2.0, [1, 4], GOOD),  # not sure enough
        ("greedy", [BAD, GOOD], -0.1, [1, 4, 4], GOOD),  # a number is lost
    ],
)
def test_a_search_is_widened_where_it_is_not_enough(search, answers, logprob, beams, text):
    made, searched = asked(search, answers, logprob)
    assert (made.text, searched) == (text, beams)


def test_what_a_greedy_search_found_stays_on_offer():
    made, _ = asked("greedy", [GOOD, "In 2024, the unit set up 3 schools."], -2.0)
    assert made.alternatives == ("In 2024, the unit set up 3 schools.",)


@pytest.mark.parametrize("name", SEARCHES)
def test_a_search_keeps_to_what_a_model_can_do(name):
    search = SEARCHES[name].within(Limits(output=64, beams=1))
    assert (search.first.beam, search.wide.beam) == (1, 1)
    assert search.first.max_tokens == 64


def test_nothing_is_asked_twice():
    model, engine = translator(lambda text, terms: "Nothing came of it.")
    Desk(model, Glossary([]), Context()).translate([SHORT])
    assert len(engine.asked) == len(set(engine.asked))


@pytest.mark.parametrize(
    ("ends", "expected"), [(True, ["A.", "B."]), (False, ["A", "B"]), ([False, True], ["A", "B."])]
)
def test_each_text_ends_as_it_is_told(ends, expected):
    model, _ = translator(lambda text, terms: text.rstrip("."))
    made = Desk(model, Glossary([]), Context()).translate(["A", "B"], sentence=ends)
    assert [one.text for one in made] == expected
    assert len(each(ends, ["A", "B"])) == 2


def test_an_unknown_search_is_refused_with_those_there_are():
    with pytest.raises(BadSetting, match="wide, narrow, greedy"):
        searching.named("broad")


def test_a_setting_of_its_own_makes_another_brief():
    other = Wanted(5, None, "songngu-extractive", "songngu-gemma-vi-en", False, search="narrow")
    assert ("search", "narrow") in settings_of(other)
    assert all(
        name != "search" for name, _ in settings_of(replace(other, search=searching.DEFAULT))
    )
