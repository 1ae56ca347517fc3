"""What editors settled comes back as they wrote it, and provenance says so."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from scripted import translator

from service.archive.database import Database
from service.briefs.pipeline import BriefOptions, Studio
from service.briefs.remembering import RememberingDesk
from service.briefs.studio_models import Models
from service.briefs.titles import Context
from service.briefs.translating import Desk
from service.briefs.values import DraftPoint
from service.glossary import Glossary, Term
from service.glossary.memory import StoredMemory
from service.glossary.recall import Recall
from service.glossary.resources import Resources, Suggestion
from service.reading import read
from service.settings import load_settings

REPORT = (Path(__file__).parents[2] / "data" / "quan-khu-1-2025-01-08.txt").read_bytes()
VI, EN = "Trời mưa to.", "It poured (as the desk likes it)"


@dataclass
class Known:
    """A memory that is a dictionary."""

    pairs: dict[str, str]
    revision: str = "7.abc"

    def exact(self, vi):
        return self.pairs.get(vi)

    def similar(self, vi, limit, least):
        return [Suggestion(one, en, 80) for one, en in self.pairs.items() if one[:4] == vi[:4]]


def desk(memory):
    model, engine = translator(lambda text, terms: "The model said so.")
    return RememberingDesk(Desk(model, Glossary([]), Context()), memory), engine


def test_a_settled_sentence_needs_no_model_and_says_so():
    made, engine = desk(Known({VI: EN}))
    (found,) = made.translate([VI])
    assert (found.text, found.status, found.score) == (EN, "ok", 1.0)
    assert [(check.name, check.passed) for check in found.checks] == [("memory", True)]
    assert engine.asked == []


def test_other_sentences_are_translated_in_their_places_with_suggestions():
    made, _ = desk(Known({VI: EN}))
    found = made.translate(["Trời nắng.", VI, ""])
    assert [one.text for one in found] == ["The model said so.", EN, ""]
    assert [one.en for one in found[0].suggestions] == [EN]
    assert found[1].suggestions == ()


def test_without_a_memory_nothing_changes():
    made, _ = desk(None)
    assert made.translate([VI])[0].text == "The model said so."
    assert made.gathered([DraftPoint((VI, VI))]) == [DraftPoint((VI, VI))]


def test_a_point_that_was_settled_as_a_whole_is_taken_as_one():
    made, _ = desk(Known({f"{VI} {VI}": EN}))
    (draft,) = made.gathered([DraftPoint((VI, VI))])
    assert draft.sentences_vi == (f"{VI} {VI}",)


class Scripted(Models):
    """Models whose translator repeats its hints."""

    def translator(self, id: str):
        return translator(lambda text, terms: f"In English: {terms}.")[0]


@pytest.fixture(scope="module")
def studio() -> Studio:
    settings = load_settings({})
    return Studio(settings, Scripted(settings))


@pytest.fixture(scope="module")
def plain(studio):
    return studio.brief(read(REPORT), BriefOptions(points=2))


def test_a_corrected_point_comes_back_in_the_next_brief(studio, plain, tmp_path):
    memory = StoredMemory(Database(f"sqlite:///{tmp_path}/memory.db"))
    memory.add(plain.points[0].vi, EN, "brief/1")
    resources = Resources(memory=Recall(memory))
    again = studio.brief(read(REPORT), BriefOptions(points=2, resources=resources))
    assert again.points[0].en == EN
    assert any(check.name == "memory" for check in again.points[0].checks)
    assert again.points[1].en == plain.points[1].en
    assert ("memory", memory.revision) in again.provenance.settings
    assert again.id != plain.id


def test_an_empty_memory_is_as_good_as_none(studio, plain, tmp_path):
    memory = Recall(StoredMemory(Database(f"sqlite:///{tmp_path}/memory.db")))
    same = studio.brief(read(REPORT), BriefOptions(points=2, resources=Resources((), memory)))
    assert same.id == plain.id


def test_terms_of_ones_own_come_first_and_name_themselves(studio, plain):
    terms = (Term("Quân khu 1", "First Military Region"),)
    own = studio.brief(
        read(REPORT), BriefOptions(points=2, resources=Resources(terms, glossary="g1"))
    )
    assert any(term.en == "First Military Region" for term in own.terms)
    settings = dict(own.provenance.settings)
    assert settings["glossary"].startswith("g1@")
    assert "glossary" not in dict(plain.provenance.settings)
    assert own.id != plain.id


def test_translations_of_whole_texts_remember_texts_and_sentences(studio):
    known = Known({VI: EN, f"{VI}\nHai dòng.": "Two lines, one answer."})
    resources = Resources(memory=known)
    whole, part = studio.translate([f"{VI}\nHai dòng.", f"Đầu tiên. {VI}"], resources=resources)
    assert whole.text == "Two lines, one answer."
    assert part.text.endswith(EN)
