"""Every family through both engines: the same greedy output, and the ids each reads."""

from dataclasses import replace

import pytest

from models.catalogue import CATALOGUE, Limits, ModelSpec
from models.convention import Convention
from models.engines.base import Decoding
from models.engines.ctranslate2 import CTranslate2Engine
from models.engines.transformers import TransformersEngine

GREEDY = Decoding(beam=1, max_tokens=12)
BEAMS = Decoding(beam=3, hypotheses=2, max_tokens=8)
TEXTS = [
    "Quân khu 1 tổ chức Hội nghị tổng kết công tác quốc phòng địa phương.",
    "Tỉnh Bắc Kạn hoàn thành 100% chỉ tiêu tuyển quân.",
    "Đồng chí Hoàng Thu Trang chủ trì hội nghị tại điểm cầu.",
]


def row(id: str, **changes) -> ModelSpec:
    return replace(CATALOGUE[id], limits=Limits(512, 64, 1), **changes)


FAMILIES = [
    ("t5", row("VietAI/vit5-large-vietnews-summarization")),
    ("t5", row("VietAI/envit5-translation")),
    ("t5", row("google/madlad400-3b-mt")),
    ("marian", row("Helsinki-NLP/opus-mt-vi-en")),
    ("mbart", row("vinai/vinai-translate-vi2en-v2")),
    ("bartpho", row("vinai/bartpho-syllable")),
    ("m2m100", row("facebook/m2m100_418M")),
    ("nllb", row("facebook/nllb-200-distilled-600M")),
    ("causal", row("songngu-gemma-vi-en", convention=Convention())),
    ("chat", row("Qwen/Qwen3-4B-Instruct-2507")),
]
IDS = [spec.id for _, spec in FAMILIES]


@pytest.fixture(scope="module")
def engines(tiny):
    """Return a function from a family and its row to both engines on the same weights."""

    def make(family: str, spec: ModelSpec):
        model = tiny(family)
        return (
            TransformersEngine(model.hub, spec, "cpu", "float32", 1),
            CTranslate2Engine(model.converted, spec, "cpu", "float32", 1),
        )

    return make


def plain(text: str) -> str:
    """An untrained model may write its language codes as words; no answer has them."""
    return text.replace("__en__", "").replace(" ", "")


@pytest.mark.parametrize(("family", "spec"), FAMILIES, ids=IDS)
@pytest.mark.parametrize("decoding", [GREEDY, BEAMS], ids=["greedy", "beams"])
def test_both_engines_give_the_same(engines, family, spec, decoding):
    texts = [spec.convention.apply(text) for text in TEXTS]
    by_torch, by_ct2 = (engine.generate(texts, decoding) for engine in engines(family, spec))
    for theirs, ours in zip(by_torch, by_ct2, strict=True):
        assert plain(ours[0].text) == plain(theirs[0].text)
        assert ours[0].tokens == theirs[0].tokens
        # Marian's <pad> has a share in torch's softmax and is no token of CTranslate2's.
        assert ours[0].logprob == pytest.approx(theirs[0].logprob, abs=5e-3)
        assert [len(row) for row in (theirs, ours)] == [decoding.hypotheses] * 2
