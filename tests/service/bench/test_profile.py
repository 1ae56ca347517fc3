"""What a profile notes of each call, and how it is told."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "briefs"))

from scripted import translator

from models.engines.base import Decoding
from service.bench.profile import Call, Spent, rows, watch


def test_a_watched_engine_answers_the_same_and_notes_its_calls():
    model, _ = translator(lambda text, terms: ["One two three.", "Four."])
    plain = model.translate(["Một.", "Hai."], decoding=Decoding(beam=2))
    watched = watch(model)
    assert model.translate(["Một.", "Hai."], decoding=Decoding(beam=2)) == plain
    (call,) = watched.calls
    assert (call.inputs, call.beam, call.written, call.longest) == (2, 2, 8, 3)
    assert 0 <= call.spent.wall < 5


def test_what_is_not_the_models_is_the_rest():
    calls = [Call(7, 4, 700, 900, 50, Spent(2.0, 3.5)), Call(1, 4, 60, 80, 20, Spent(0.5, 0.5))]
    told = rows(calls, Spent(3.0, 4.25))
    assert told[0] == ("first search", "7", "4", "700", "900", "50", "3.50", "2.00")
    assert told[1][0] == "try 2 of what failed"
    assert told[2][-2:] == ("0.25", "0.50")
    assert told[3] == ("all", "", "", "", "", "", "4.25", "3.00")
