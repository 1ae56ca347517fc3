"""BLEU, chrF, fidelity and speed of a translator."""

from collections.abc import Callable, Sequence
from dataclasses import astuple
from typing import Any

from service.evaluation.fidelity import failure_rate, translation_fidelity
from service.evaluation.rows import Pair
from service.evaluation.signature import signature
from service.evaluation.terms import term_rates
from service.evaluation.timing import Progress, silent, timed

Translate = Callable[[list[str]], Sequence[tuple[str, int]]]  # texts -> (English, tokens)

BATCH = 32  # rows handed over at a time


def evaluate_translation(
    rows: Sequence[Pair],
    translate: Translate,
    *,
    model: str = "",
    batch: int = BATCH,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Translate every row and return scores that can be written as JSON.

    `model` is id@revision. Rates are 0 to 1; BLEU and chrF 0 to 100; `reference` gives the
    fidelity of the references by the same checks, which is what a perfect translator reaches.
    """
    sources = [row.vi for row in rows]
    batches = (sources[at : at + batch] for at in range(0, len(sources), batch))
    made, seconds = timed(batches, lambda texts: _all(translate, texts), len(rows), progress)
    outputs, tokens = [text for text, _ in made], sum(count for _, count in made)
    pairs = list(zip(sources, outputs, strict=True))
    return {
        "task": "translation",
        **scores(outputs, [row.en for row in rows]),
        "fidelity": translation_fidelity(pairs),
        "reference_fidelity": translation_fidelity((row.vi, row.en) for row in rows),
        "terms": term_rates(pairs, [row.en for row in rows]),
        "untranslated": _untranslated(pairs),
        "repetition": failure_rate("repetition", pairs),
        "empty": round(sum(not text.strip() for text in outputs) / len(outputs), 4),
        "seconds": round(seconds, 3),
        "tokens": tokens,
        "tokens_per_second": round(tokens / seconds, 1) if seconds else None,
        "signature": signature([astuple(row) for row in rows], model, ("sacrebleu",), batch=batch),
    }


def scores(outputs: Sequence[str], references: Sequence[str]) -> dict[str, Any]:
    """Return corpus BLEU and chrF with the signatures of sacreBLEU."""
    from sacrebleu.metrics import BLEU, CHRF

    results = {}
    for name, metric in (("bleu", BLEU()), ("chrf", CHRF())):
        score = metric.corpus_score(list(outputs), [list(references)]).score
        results[name] = {"score": round(score, 2), "signature": str(metric.get_signature())}
    return results


def _all(translate: Translate, texts: Sequence[str]) -> Sequence[tuple[str, int]]:
    answers = translate(list(texts))
    if len(answers) != len(texts):
        raise ValueError(f"{len(texts)} texts were given, {len(answers)} translations came back")
    return answers


def _untranslated(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    return {
        "vietnamese_words": failure_rate("leftover", pairs),
        "source_copied": failure_rate("copied", pairs),
    }
