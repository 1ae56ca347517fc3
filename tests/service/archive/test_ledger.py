"""The ledger on SQLite and on PostgreSQL: rows, order, results, and sentences."""

import pytest

from service.archive.article import Article
from service.archive.ledger import Ledger, pack
from service.archive.sentences import SentenceCache, Tally
from service.archive.work import Outcome
from service.briefs.brief import Check
from service.briefs.values import Translation


@pytest.fixture
def database(any_database):
    return any_database


def article(id, text=""):
    return Article(id, text or f"Bài {id}", f"{id}.txt")


def done(one, **body):
    outcome = Outcome(one.id, one.name, one.key, "done", "ok", sentences=4, reused=1)
    return outcome, pack(body)


def failed(one, code="empty-text"):
    return Outcome(one.id, one.name, one.key, "failed", code=code, error="Nothing."), pack({})


ONE, TWO, THREE = article("1"), article("2"), article("3")


def test_results_come_in_the_order_of_the_input(database):
    ledger = Ledger(database, "out", "settings")
    assert ledger.register([ONE, TWO, THREE]) == 0
    assert ledger.waiting([ONE.key, THREE.key]) == {ONE.key, THREE.key}
    for one in (THREE, ONE, TWO):
        ledger.keep(*done(one, text=f"[en] {one.content}"))
    assert [one.id for one in ledger.outcomes()] == ["1", "2", "3"]
    assert next(ledger.outcomes()).body == {"text": "[en] Bài 1"}
    assert ledger.waiting([ONE.key]) == set()


def test_a_second_visit_does_nothing_twice_and_follows_the_input(database):
    ledger = Ledger(database, "out", "settings")
    ledger.register([ONE, TWO])
    ledger.keep(*done(ONE))
    again = Ledger(database, "out", "settings")
    assert again.register([THREE, TWO, ONE, article("1")]) == 1
    assert again.waiting([one.key for one in (ONE, TWO, THREE)]) == {TWO.key, THREE.key}
    assert again.totals().states == {"done": 1, "waiting": 2}
    again.keep(*done(THREE))
    assert [one.id for one in again.outcomes()] == ["3", "1"]


def test_what_left_the_input_leaves_the_output(database):
    ledger = Ledger(database, "out", "settings")
    ledger.register([ONE, TWO])
    ledger.keep(*done(ONE))
    ledger.register([TWO])
    assert list(ledger.outcomes()) == []
    assert ledger.totals().states == {"waiting": 1}


def test_other_settings_are_another_ledger(database):
    ledger = Ledger(database, "out", "settings")
    ledger.register([ONE])
    ledger.keep(*done(ONE))
    other = Ledger(database, "out", "others")
    other.register([ONE])
    assert other.waiting([ONE.key]) == {ONE.key}


def test_failures_are_counted_by_their_error_and_can_be_tried_again(database):
    ledger = Ledger(database, "out", "settings")
    ledger.register([ONE, TWO, THREE])
    ledger.keep(*failed(ONE))
    ledger.keep(*failed(TWO, "too-large"))
    ledger.keep(*done(THREE))
    found = ledger.totals()
    assert found.errors == [("empty-text", 1, "Nothing."), ("too-large", 1, "Nothing.")]
    assert (found.articles, found.sentences, found.reused) == (3, 4, 1)
    assert ledger.retry_failed() == 2
    assert ledger.waiting([ONE.key, TWO.key, THREE.key]) == {ONE.key, TWO.key}


def test_many_articles_in_chunks_keep_their_order(database):
    ledger = Ledger(database, "out", "settings")
    many = [article(str(number)) for number in range(1203)]
    assert ledger.register([*many, *many[:7]]) == 7
    for one in reversed(many[:250]):
        ledger.keep(*done(one))
    assert [one.id for one in ledger.outcomes()] == [one.id for one in many[:250]]


def test_names_that_no_database_takes_are_kept_readable(database):
    ledger = Ledger(database, "out", "settings")
    odd = article("a\0b\ud800", "Bài")
    ledger.register([odd])
    ledger.keep(*failed(odd))
    assert next(ledger.outcomes()).id == "a\ufffdb?"


def test_sentences_are_kept_for_every_process(database):
    cache = SentenceCache(database)
    made = Translation("Hello.", (Check("numbers", True),), "ok", 0.5, 3, (("vi", "en"),))
    cache.keep({"k": made})
    cache.keep({"k": Translation("Another.")})
    assert SentenceCache(database).find(["k", "none", "k"]) == {"k": made}
    tally = Tally(cache)
    tally.find(["k", "new", "new"])
    assert (tally.asked, tally.found) == (3, 2)
