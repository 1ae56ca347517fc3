"""Ways to keep a term: what the model is asked, and what becomes of its answer."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from scripted import translator

from service.briefs.enforcement import METHODS, Enforcement, lost, put, restore
from service.briefs.titles import Context
from service.briefs.translating import Desk
from service.glossary import Glossary, Term

GLOSSARY = Glossary(
    [
        Term("hội đồng dân quân", "militia council", "body"),
        Term("Cục Đo lường", "Office of Weights", "body", alternatives=("Weights Office",)),
    ]
)
VI = "Các hội đồng dân quân gặp Cục Đo lường."


def translated(answer, method, text=VI):
    model, engine = translator(answer)
    desk = Desk(model, GLOSSARY, Context(), (), method)
    return desk.translate([text])[0], engine.asked


def found(made):
    """What the checks find; no English word echoes a term that was made up, so all are in doubt."""
    names = (check.name for check in made.checks if not check.passed)
    return [name for name in names if name != "confidence"]


@pytest.mark.parametrize(
    ("method", "asked", "hints"),
    [
        ("none", VI, "none"),
        (
            "annotation",
            VI,
            "hội đồng dân quân = militia councils; Cục Đo lường = Office of Weights",
        ),
        (
            "names",
            VI,
            "hội đồng dân quân = militia councils; Cục Đo lường = Office of Weights",
        ),
        ("inline", "Các militia councils gặp Office of Weights.", "none"),
        ("placeholder", "Các TERM1 gặp TERM2.", "none"),
    ],
)
def test_what_the_model_is_asked(method, asked, hints):
    said = "Militia councils met the Office of Weights."
    _, questions = translated(lambda text, terms: said, method)
    assert questions[0] == (asked, hints)


def test_marks_become_terms_in_the_form_of_their_place():
    made, _ = translated(lambda text, terms: "TERM1 met TERM2.", "placeholder")
    assert made.text == "Militia councils met the Office of Weights."
    assert found(made) == []


def test_terms_may_be_named_only_where_the_model_lost_them():
    def answer(text, terms):
        known = "Office of Weights" in terms
        return f"The militia councils met the {'Office of Weights' if known else 'bureau'}."

    made, asked = translated(answer, "none+annotation")
    assert made.status == "ok"
    assert asked == [(VI, "none"), (VI, "Cục Đo lường = Office of Weights")]


@pytest.mark.parametrize("method", ["annotation+inline", "annotation+placeholder"])
def test_the_second_way_is_for_what_the_first_lost_only(method):
    def answer(text, terms):
        if "Office of Weights" in text:
            return "The militia councils met the Office of Weights."
        if "TERM1" in text:
            return "The militia councils met TERM1."
        return "The militia councils met the bureau."

    made, asked = translated(answer, method)
    assert made.text == "The militia councils met the Office of Weights."
    assert made.status == "ok"
    assert asked[0][0] == VI
    assert "hội đồng dân quân" in asked[1][0]
    assert asked[1][1] == "hội đồng dân quân = militia councils"


def test_what_the_second_way_does_not_mend_is_flagged():
    made, asked = translated(
        lambda text, terms: "The militia councils met it.", "annotation+placeholder"
    )
    assert len(asked) > 1
    assert found(made) == ["terms"]


def test_accepted_alternatives_are_not_lost():
    matches = GLOSSARY.match(VI)
    assert lost(matches, "Militia Councils met the Weights Office") == ()
    assert [m.term.en for m in lost(matches, "Councils met")] == [
        "militia council",
        "Office of Weights",
    ]


def test_ten_marks_are_told_apart():
    glossary = Glossary([Term(f"mục số{n}", f"item {n}") for n in range(1, 12)])
    text = ", ".join(f"mục số{n}" for n in range(1, 12))
    marked, held = put("placeholder", text, glossary.match(text))
    assert marked == ", ".join(f"TERM{n}" for n in range(1, 12))
    assert restore(f"x {marked}", held) == "x " + ", ".join(f"item {n}" for n in range(1, 12))


def test_words_of_everyday_news_are_named_only_where_lost():
    glossary = Glossary([Term("mưa lớn", "heavy rain", "disaster"), Term("KVX", "X zone")])
    model, engine = translator(lambda text, terms: "It rained in the X zone.")
    Desk(model, glossary, Context(), (), "names+annotation").translate(["Mưa lớn ở KVX."])
    assert [terms for _, terms in engine.asked[:2]] == [
        "KVX = X zone",
        "Mưa lớn = heavy rain; KVX = X zone",
    ]


def test_every_method_names_its_ways():
    assert {Enforcement.named(method).first for method in METHODS} == {
        "none",
        "names",
        "annotation",
        "inline",
        "placeholder",
    }
