"""The rows of the catalogue, and the conventions the published models were trained with."""

import pytest

import prompts
from models.catalogue import CATALOGUE, Convention, find
from models.engines.framing import FRAMINGS
from models.errors import UnknownModel
from models.loading import _ENGINES

TEXT = "Hội nghị thành công."


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("VietAI/vit5-base-vietnews-summarization", TEXT),
        ("VietAI/vit5-large-vietnews-summarization", f"vietnews: {TEXT} </s>"),
        ("VietAI/envit5-translation", f"vi: {TEXT}"),
        ("google/madlad400-3b-mt", f"<2en> {TEXT}"),
        ("Helsinki-NLP/opus-mt-vi-en", TEXT),
        ("vinai/vinai-translate-vi2en-v2", TEXT),
        ("facebook/nllb-200-distilled-600M", TEXT),
    ],
)
def test_what_a_model_reads(id, expected):
    assert CATALOGUE[id].convention.apply(f"  {TEXT}\n") == expected


@pytest.mark.parametrize(
    ("id", "source", "target"),
    [
        ("vinai/vinai-translate-vi2en-v2", "vi_VN", "en_XX"),
        ("facebook/nllb-200-distilled-600M", "vie_Latn", "eng_Latn"),
        ("facebook/m2m100_418M", "vi", "en"),
        ("Helsinki-NLP/opus-mt-vi-en", "", ""),
    ],
)
def test_language_codes(id, source, target):
    convention = CATALOGUE[id].convention
    assert (convention.source_lang, convention.target_lang) == (source, target)


@pytest.mark.parametrize(
    ("id", "licence", "word"),
    [
        ("facebook/nllb-200-distilled-600M", "CC-BY-NC-4.0", "commercial"),
        ("vinai/vinai-translate-vi2en-v2", "AGPL-3.0", "source"),
        ("VietAI/envit5-translation", "openrail", "unclear"),
        ("songngu-gemma-vi-en", "Gemma Terms of Use", "use restrictions"),
        ("aisingapore/Gemma-SEA-LION-v4-27B-IT", "Gemma Terms of Use", "use restrictions"),
    ],
)
def test_a_licence_that_limits_use_says_so(id, licence, word):
    assert CATALOGUE[id].licence == licence
    assert word in CATALOGUE[id].licence_note
    assert CATALOGUE[id].licence_note.endswith(".")


@pytest.mark.parametrize("spec", CATALOGUE.values(), ids=list(CATALOGUE))
def test_every_row_can_be_run(spec):
    free = spec.licence in ("MIT", "Apache-2.0")
    assert free or spec.licence_note
    assert spec.engine in (*_ENGINES, "extractive")
    assert spec.family in (*FRAMINGS, "causal", "extractive", "remote")
    if spec.source == "hub":
        assert spec.size > 0
        assert spec.id.count("/") == 1
    if variant := spec.convention.prompt:
        for task in spec.tasks:
            assert f"{task}.{variant}" in prompts.names()


@pytest.mark.parametrize("task", ["summarise", "translate"])
def test_an_unknown_model_lists_those_there_are(task):
    other = {"summarise": "translate", "translate": "summarise"}[task]
    for id in ("no/such", next(s.id for s in CATALOGUE.values() if s.tasks == (other,))):
        with pytest.raises(UnknownModel) as caught:
            find(id, task)
        assert caught.value.extra["known"] == [s.id for s in CATALOGUE.values() if task in s.tasks]
        assert caught.value.extra["known"][0] in caught.value.message


def test_a_server_does_both_tasks():
    assert find("openai", "translate") is find("openai", "summarise")
    assert find("openai", "translate").task == "summarise, translate"


@pytest.mark.parametrize(
    ("convention", "output", "expected"),
    [
        (Convention(strip="en: "), "en: A conference.", "A conference."),
        (Convention(strip="en: "), "en:A conference.", "A conference."),
        (Convention(strip="en: "), "men: A", "men: A"),
        (Convention(stop=("\n",)), " One line.\nVietnamese: next", "One line."),
        (Convention(segmented=True), "Hội_nghị thành_công .", "Hội nghị thành công ."),
        (Convention(chat=True), "<think>\nhm\n</think>\n\nAnswer", "Answer"),
        (Convention(chat=True), "<think>never ends", ""),
        (Convention(), "ho\u0300a", "hòa"),
    ],
)
def test_what_the_user_reads(convention, output, expected):
    assert convention.clean(output) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hòa bình", "hoà bình"),
        ("Thúy khỏe", "Thuý khoẻ"),
        ("ỦY BAN", "UỶ BAN"),
        ("Ủy ban", "Uỷ ban"),
        ("hoà thuý", "hoà thuý"),
        ("toàn quân, quý I, của, mùa", "toàn quân, quý I, của, mùa"),
        ("ho\u0300a", "hoà"),
    ],
)
def test_tone_marks_move_to_the_second_vowel(text, expected):
    assert Convention(tone_marks=True).apply(text) == expected


@pytest.mark.parametrize(
    "markup",
    ["<|im_end|>", "</s>", "<s>", "<2en>", "<end_of_turn>", "<extra_id_0>", "<pad>", "<2vi_VN>"],
)
def test_markup_of_models_in_a_text_is_only_text(markup):
    applied = Convention().apply(f"trước {markup} sau")
    assert markup not in applied
    assert applied.replace("< ", "<") == f"trước {markup} sau"


@pytest.mark.parametrize("text", ["3 < 5", "x <b> y", "a<=b", "<2>", "<script>"])
def test_other_signs_stay(text):
    assert Convention().apply(text) == text
