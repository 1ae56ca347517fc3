"""Scores of a translator on development pairs, with the signatures that say how they were had."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.batching import batches
from models.extractive.unit import syllables
from models.training import compact, filters
from models.training.labels import ngrams, overlap_f1
from models.training.student import Student
from models.training.summaries import supported
from models.training.vocabulary import EOS, Vocabulary

Pair = tuple[str, str]
Sets = Mapping[str, Sequence[Pair]]
BATCH_TOKENS = {"cpu": 4_000, "cuda": 60_000}


def read_sets(folder: Path, words: Vocabulary, most: int = 0) -> dict[str, list[Pair]]:
    """The development pairs by set, at most `most` of each; 0: all."""
    found = {}
    for path in sorted(folder.glob("*.xz")):
        columns = compact.read(path)
        rows = list(zip(*columns, strict=True))[: most or None]
        if rows:
            found[path.stem] = [(words.decode(vi), words.decode(en)) for vi, en in rows]
    return found


def translate(student: Student, words: Vocabulary, texts: Sequence[str], task: str = "translate"
              ) -> list[str]:  # fmt: skip
    """Return greedy outputs for texts, in order; batches are by length."""
    rows = [[words.tags[task], *words.encode(text), EOS] for text in texts]
    made = [""] * len(rows)
    budget = BATCH_TOKENS[student.device.split(":")[0]]
    for batch in batches([len(row) for row in rows], budget):
        outputs = student.greedy([rows[at] for at in batch])
        for at, ids in zip(batch, outputs, strict=True):
            made[at] = words.decode(ids)
    return made


def greedy_scores(student: Student, words: Vocabulary, pairs: Sequence[Pair]) -> dict[str, float]:
    """BLEU and chrF of greedy translations."""
    outputs = translate(student, words, [vi for vi, _ in pairs])
    found = bleu_and_chrf(outputs, [en for _, en in pairs])
    return {name: value["score"] for name, value in found.items()}


def shortening_scores(
    student: Student, words: Vocabulary, task: str, pairs: Sequence[Pair]
) -> dict[str, float]:
    """ROUGE-1 and -2 (F1 on syllables), and the share of outputs that add nothing."""
    outputs = translate(student, words, [source for source, _ in pairs], task)
    kept = sum(supported(source, text) for (source, _), text in zip(pairs, outputs, strict=True))
    scores = {}
    for size in (1, 2):
        found = (
            overlap_f1(ngrams(syllables(text), size), ngrams(syllables(target), size))
            for (_, target), text in zip(pairs, outputs, strict=True)
        )
        scores[f"rouge{size}"] = round(100 * sum(found) / len(pairs), 2)
    return scores | {"supported": round(kept / len(pairs), 4)}


def bleu_and_chrf(outputs: Sequence[str], references: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Corpus BLEU and chrF, cased and detokenised, with sacreBLEU's signatures."""
    from sacrebleu.metrics import BLEU, CHRF

    found = {}
    for name, metric in (("bleu", BLEU()), ("chrf", CHRF())):
        score = metric.corpus_score(list(outputs), [list(references)]).score
        found[name] = {"score": round(score, 2), "signature": str(metric.get_signature())}
    return found


def fault_rates(sources: Sequence[str], outputs: Sequence[str]) -> dict[str, float]:
    """Share of the sentences that fail each filter; of numbers, of those that have any."""
    rates = {}
    for name, passes in filters.TRANSLATION.items():
        rows = [
            (vi, en)
            for vi, en in zip(sources, outputs, strict=True)
            if name != "numbers" or any(letter.isdigit() for letter in vi)
        ]
        failed = sum(not passes(vi, en) for vi, en in rows)
        rates[name] = round(failed / len(rows), 4) if rows else 0.0
    return rates


Translate = Callable[[Sequence[str]], list[str]]
