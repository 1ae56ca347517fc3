"""Sentences are translated once, and again only where their report makes them mean another."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from scripted import translator

from service.archive.database import Database
from service.archive.sentences import SentenceCache, Tally
from service.briefs.passages import translate_passages
from service.glossary.resources import NOTHING, Resources
from service.glossary.terms import Term

ANSWER = "They meet."
PLAIN = "Hội nghị khai mạc vào buổi sáng."
LOCAL = "Chủ tịch UBND tỉnh Nguyễn Văn A phát biểu."


@pytest.fixture
def cache(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/sentences.db")
    yield SentenceCache(database)
    database.close()


def run(cache, *texts, diacritics=False, resources=NOTHING):
    """What was asked of the model, what came out, and the count of sentences."""
    model, engine = translator(lambda text, terms: f"{ANSWER} ({len(text)})")
    tally = Tally(cache)
    made = translate_passages(texts, model, diacritics, resources, tally)
    return [asked for asked, _ in engine.asked], [one.text for one in made], tally


def test_a_sentence_is_translated_once_in_a_text_and_once_in_an_archive(cache):
    asked, first, tally = run(cache, f"{PLAIN}\n\n{PLAIN}")
    assert (len(set(asked)), tally.asked, tally.found) == (1, 2, 1)
    asked, again, tally = run(cache, f"{PLAIN}\n\n{PLAIN}")
    assert (asked, again, tally.found) == ([], first, 2)


def test_paragraphs_stay(cache):
    _, (text,), _ = run(cache, f"{PLAIN}\n\n{PLAIN} {PLAIN}\n")
    sentence = text.split("\n")[0]
    assert text == f"{sentence}\n\n{sentence} {sentence}\n"


@pytest.mark.parametrize(("sentence", "reused"), [(PLAIN, True), (LOCAL, False)])
def test_only_what_the_report_settles_depends_on_the_report(cache, sentence, reused):
    run(cache, sentence, "Tỉnh Bắc Kạn họp.", "Tại tỉnh Bắc Kạn.")
    asked, _, _ = run(cache, sentence, "Tỉnh Thái Nguyên họp.", "Tại tỉnh Thái Nguyên.")
    assert (not any("Hội nghị khai mạc" in one or "Nguyễn Văn A" in one for one in asked)) == reused


def test_other_settings_and_other_terms_are_translated_anew(cache):
    run(cache, PLAIN)
    assert run(cache, PLAIN, diacritics=True)[0]
    terms = Resources((Term("khai mạc", "was opened"),))
    assert run(cache, PLAIN, resources=terms)[0]
    assert not run(cache, PLAIN, resources=terms)[0]
