"""A narrow search first, a wide one where it is not enough, and nothing asked twice."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from scripted import translator

from models.catalogue import Limits
from service.briefs.searching import SEARCHES
from service.briefs.titles import Context
from service.briefs.translating import Desk, each
from service.glossary import Glossary

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
