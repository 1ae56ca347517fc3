"""Training an adapter of a tiny model: it learns, is saved, and goes on where it stopped."""

import json
import random
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import sentencepiece as spm
import torch

from models.gguf import adapter as adapters
from models.gguf.reader import GemmaFile
from models.gguf.torch_model import build
from models.gguf.vocabulary import sentencepiece_model
from models.training.adapter import Examples, Recipe, Run, loss_of, rate_at
from models.training.terms import Hints

PAIRS = [("quân khu hội nghị", "the army"), ("hội nghị quân khu", "army the")]
RECIPE = Recipe(rank=4, rate=2e-2, batch_tokens=256, steps=30, report=2)


@pytest.fixture
def examples(gguf_path: Path) -> Examples:
    rows = list(GemmaFile(gguf_path).pieces())
    tokenizer = spm.SentencePieceProcessor(model_proto=sentencepiece_model(rows))
    return Examples(tokenizer, Hints([], random.Random(1)), random.Random(1))


def fresh(gguf_path: Path, out: Path, recipe: Recipe = RECIPE) -> Run:
    torch.manual_seed(1)
    file = GemmaFile(gguf_path)
    return Run(build(file, list(range(len(file.embedding)))), recipe, out)


def test_it_learns_and_the_saved_adapter_is_what_it_learned(
    gguf_path: Path, examples: Examples, tmp_path: Path
) -> None:
    run = fresh(gguf_path, tmp_path)
    batch = [examples.example(vi, en, []) for vi, en in PAIRS]
    before = run.evaluate(batch)
    run.train(examples.batches(cycle(PAIRS), RECIPE.batch_tokens), batch)
    after = run.evaluate(batch)
    assert after < 0.8 * before
    file = GemmaFile(gguf_path)
    ids = list(range(len(file.embedding)))
    merged: Any = build(file, ids, adapters.load(tmp_path / "adapter.npz"))
    with torch.no_grad():
        assert loss_of(merged, batch).item() == pytest.approx(after, rel=0.1)
    log = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert any("dev_loss" in line for line in log)


def test_a_run_is_taken_up_where_it_stopped(
    gguf_path: Path, examples: Examples, tmp_path: Path
) -> None:
    first = fresh(gguf_path, tmp_path)
    assert first.resume() == 0.0
    first._step([examples.example(*PAIRS[0], [])], 1e-2)
    first.save(0.4)
    second = fresh(gguf_path, tmp_path)
    assert second.resume() == 0.4
    for one, two in zip(first.trained, second.trained, strict=True):
        assert torch.equal(one, two)


def test_the_loss_is_on_the_answer_alone(gguf_path: Path, examples: Examples) -> None:
    example = examples.example("quân khu", "the army", [("quân khu", "army")])
    text = examples._tokenizer.decode(example.ids[example.answer_from : -1])
    assert text == " the army"
    assert "quân khu = army" in examples._tokenizer.decode(example.ids[1 : example.answer_from])


@pytest.mark.parametrize(
    ("done", "share"), [(0.0, 0.0), (0.015, 0.5), (0.03, 1.0), (0.515, 0.5), (1.0, 0.0), (1.2, 0.0)]
)
def test_the_rate_follows_the_clock(done: float, share: float) -> None:
    recipe = Recipe()
    assert rate_at(done, recipe) == pytest.approx(share * recipe.rate)


def test_a_run_begins_with_a_trained_adapter_of_lower_rank(
    gguf_path: Path, examples: Examples, tmp_path: Path
) -> None:
    first = fresh(gguf_path, tmp_path / "first")
    for _ in range(3):
        first._step([examples.example(*PAIRS[0], [])], 1e-2)
    first.save(1.0)
    second = fresh(gguf_path, tmp_path / "second", replace(RECIPE, rank=6))
    second.start(adapters.load(tmp_path / "first" / "adapter.npz"))
    batch = [examples.example(*PAIRS[0], [])]
    assert second.evaluate(batch) == pytest.approx(first.evaluate(batch), rel=0.05)
