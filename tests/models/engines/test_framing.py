"""Prefix, language codes and decoder start, at the level of what the model itself is fed."""

from dataclasses import replace

import pytest

from models.catalogue import CATALOGUE, Limits
from models.convention import Convention
from models.engines.base import Decoding
from models.engines.ctranslate2 import CTranslate2Engine
from models.engines.framing import framing
from models.engines.transformers import TransformersEngine
from models.errors import DamagedModel, EngineFailed, InputTooLong

TEXT = "Tỉnh hoàn thành 100% chỉ tiêu."
# family, row, tokens before the text, tokens after it, what the decoder is fed, what is forced.
CASES = [
    ("t5", "VietAI/vit5-base-vietnews-summarization", [], ["</s>"], ["<pad>"], []),
    (
        "t5",
        "VietAI/vit5-large-vietnews-summarization",
        ["▁v", "ie", "t", "n", "e", "w", "s", ":"],
        ["</s>", "</s>"],
        ["<pad>"],
        [],
    ),
    ("t5", "VietAI/envit5-translation", ["▁v", "i", ":"], ["</s>"], ["<pad>"], []),
    ("t5", "google/madlad400-3b-mt", ["<2en>"], ["</s>"], ["<pad>"], []),
    ("marian", "Helsinki-NLP/opus-mt-vi-en", [], ["</s>"], ["<pad>"], []),
    ("mbart", "vinai/vinai-translate-vi2en-v2", [], ["</s>", "vi_VN"], ["en_XX"], []),
    ("bartpho", "vinai/bartpho-syllable", ["<s>"], ["</s>"], ["</s>"], []),
    ("m2m100", "facebook/m2m100_418M", ["__vi__"], ["</s>"], ["</s>"], ["__en__"]),
    (
        "nllb",
        "facebook/nllb-200-distilled-600M",
        ["vie_Latn"],
        ["</s>"],
        ["</s>"],
        ["eng_Latn"],
    ),
]
NAMES = [case[1] for case in CASES]
SHORT = Decoding(beam=1, max_tokens=3)


class Spy:
    """Stands in for a method, and remembers how it was called."""

    def __init__(self, real):
        self.real, self.calls, self.results = real, [], []

    def __call__(self, *args, **options):
        self.calls.append((args, options))
        self.results.append(self.real(*args, **options))
        return self.results[-1]


def spec_of(id, **changes):
    return replace(CATALOGUE[id], limits=Limits(256, 32, 1), **changes)


@pytest.mark.parametrize(("family", "id", "before", "after", "start", "forced"), CASES, ids=NAMES)
def test_transformers_feeds_the_ids(tiny, monkeypatch, family, id, before, after, start, forced):
    spec = spec_of(id)
    engine = TransformersEngine(tiny(family).hub, spec, "cpu", "float32", 1)
    spy = Spy(engine.model.generate)
    monkeypatch.setattr(engine.model, "generate", spy)
    engine.generate([spec.convention.apply(TEXT)], SHORT)
    to_tokens = engine.tokenizer.convert_ids_to_tokens
    fed = to_tokens(spy.calls[0][1]["input_ids"][0].tolist())
    assert fed[: len(before)] == before
    assert fed[-len(after) :] == after
    assert "100" in "".join(fed).replace("▁", "")
    made = to_tokens(spy.results[0][0].tolist())
    assert made[: len(start + forced)] == start + forced


@pytest.mark.parametrize(("family", "id", "before", "after", "start", "forced"), CASES, ids=NAMES)
def test_ctranslate2_feeds_the_tokens(tiny, monkeypatch, family, id, before, after, start, forced):
    spec = spec_of(id)
    engine = CTranslate2Engine(tiny(family).converted, spec, "cpu", "float32", 1)
    spy = Spy(engine._model.translate_batch)
    monkeypatch.setattr(engine, "_model", type("Model", (), {"translate_batch": spy}))
    engine.generate([spec.convention.apply(TEXT)], SHORT)
    (fed,) = spy.calls[0][0][0]
    assert fed[: len(before)] == before
    assert fed[-len(after) :] == after
    prefix = spy.calls[0][1]["target_prefix"]
    # MBart's decoder starts with the code itself; the others get it after their own start.
    expected = start if family == "mbart" else forced
    assert prefix == ([expected] if expected else None)


@pytest.mark.parametrize(("family", "id", "before", "after", "start", "forced"), CASES, ids=NAMES)
def test_both_engines_read_the_same_ids(tiny, family, id, before, after, start, forced):
    spec = spec_of(id)
    ours = CTranslate2Engine(tiny(family).converted, spec, "cpu", "float32", 1)
    theirs = TransformersEngine(tiny(family).hub, spec, "cpu", "float32", 1)
    text = spec.convention.apply("Quân khu 1, Bắc Kạn: “SSCĐ” 2025-2026 ./. ñ")
    to_id = theirs.tokenizer.convert_tokens_to_ids
    assert [to_id(token) for token in ours._encode(text)] == theirs._encode(text)


def test_a_missing_language_code_is_found_at_once(tiny):
    spec = spec_of("facebook/nllb-200-distilled-600M")
    spec = replace(spec, convention=Convention(source_lang="vie_Latn", target_lang="xxx_Latn"))
    with pytest.raises(DamagedModel, match="xxx_Latn"):
        TransformersEngine(tiny("nllb").hub, spec, "cpu", "float32", 1)


@pytest.mark.parametrize("engine", [TransformersEngine, CTranslate2Engine])
def test_too_long_an_input_says_the_limit(tiny, engine):
    spec = replace(spec_of("Helsinki-NLP/opus-mt-vi-en"), limits=Limits(8, 8, 1))
    place = tiny("marian").hub if engine is TransformersEngine else tiny("marian").converted
    with pytest.raises(InputTooLong) as caught:
        engine(place, spec, "cpu", "float32", 1).generate([TEXT * 3], SHORT)
    assert caught.value.extra["limit"] == 8


def test_an_unknown_family_is_named():
    with pytest.raises(EngineFailed, match="rwkv"):
        framing("rwkv")
