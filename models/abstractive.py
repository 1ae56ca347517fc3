"""Summaries that a model writes, by seq2seq models and instruction models."""

import re
from collections.abc import Sequence
from dataclasses import replace

import prompts
from models.catalogue import ModelSpec
from models.convention import Convention
from models.engines.base import Decoding, Engine

# A stop that no abbreviation or initial ("TP. Hồ Chí Minh", "Nguyễn V. An") stands before.
_SENTENCE_END = re.compile(r"(?<!\b[A-ZĐ])(?<!\bTP)(?<!\bTS)(?<!\bThS)[.!?…]+[”\"')]*\s+")
_BULLET = re.compile(r"^\s*(?:[-–*•+]|\(?\d{1,2}[.):])\s+")
_BREAK = re.compile(r"[,;:]\s")


class AbstractiveSummariser:
    """One summarisation model, spoken to by its convention."""

    def __init__(self, spec: ModelSpec, engine: Engine, revision: str = "") -> None:
        self.spec = spec
        self.revision = revision or spec.revision
        self._engine = engine
        variant = spec.convention.prompt
        self._summary = prompts.load(f"summarise.{variant}") if variant else None
        self._headline = prompts.load(f"headline.{variant}") if variant else None

    @property
    def prompts(self) -> list[str]:
        """`name@version` of the prompts in use."""
        return [prompt.label for prompt in (self._summary, self._headline) if prompt]

    def summarise(self, text: str, *, points: int, words: int | None = None) -> list[str]:
        """Return at most `points` sentences, with at most `words` Vietnamese words in all.

        A model trained on news writes a sentence or two, so a report that must give more points
        is cut into as many parts of running text. Raises `InputTooLong` when one is too long.
        """
        if not text.strip() or points < 1:
            return []
        found = self._prompted(text, points, words) if self._summary else self._parts(text, points)
        return fit(found[:points], words)

    def headline(self, text: str) -> str | None:
        """Return a headline, or None from a model that takes no instructions."""
        if self._headline is None or not text.strip():
            return None
        lines = self._ask([self._headline.render(article=_data(text))], 64)[0].splitlines()
        return _unquoted(lines[0]) if lines else None

    def _prompted(self, text: str, points: int, words: int | None) -> list[str]:
        assert self._summary is not None  # callers look first
        length = f"≤ {words} từ (words)" if words else f"≤ {points * 45} từ (words)"
        asked = self._summary.render(article=_data(text), points=points, words=length)
        answer = self._ask([asked], self.spec.limits.output)[0]
        lines = [_BULLET.sub("", line).strip() for line in answer.splitlines()]
        bulleted = [bool(_BULLET.match(line)) for line in answer.splitlines()]
        # An introduction ("Here are …:") stands before the list and is no point.
        kept = [
            line
            for line, marked in zip(lines, bulleted, strict=True)
            if line and (marked or not any(bulleted))
        ]
        return kept if len(kept) > 1 else split_sentences(" ".join(kept))

    def _parts(self, text: str, points: int) -> list[str]:
        parts = partition(split_sentences(text), points)
        answers = self._ask(
            [self.spec.convention.apply(part) for part in parts], self.spec.limits.output
        )
        sentences = [
            split_sentences(answer)[:1] if len(parts) > 1 else split_sentences(answer)
            for answer in answers
        ]
        return list(dict.fromkeys(sentence for part in sentences for sentence in part))

    def _ask(self, texts: list[str], tokens: int) -> list[str]:
        decoding = Decoding(beam=self.spec.limits.beams, max_tokens=tokens, no_repeat_ngram=0)
        if not self.spec.convention.chat:
            # Without this, seq2seq summarisers repeat a phrase to the end.
            decoding = replace(decoding, no_repeat_ngram=4)
        answers = self._engine.generate(texts, decoding)
        return [self.spec.convention.clean(answer[0].text) for answer in answers]


def split_sentences(text: str) -> list[str]:
    """Cut running text at sentence ends and line breaks."""
    sentences = []
    for line in text.splitlines():
        start = 0
        for match in _SENTENCE_END.finditer(line):
            if line[match.end() : match.end() + 1].islower():
                continue  # "… được": the sentence goes on
            sentences.append(line[start : match.end()].strip())
            start = match.end()
        sentences.append(line[start:].strip())
    return [sentence for sentence in sentences if sentence]


def partition(sentences: Sequence[str], parts: int) -> list[str]:
    """Join sentences, in order, to at most `parts` texts of about as many words each."""
    total = sum(len(sentence.split()) for sentence in sentences)
    share = total / max(parts, 1)
    texts: list[list[str]] = [[]]
    words = 0
    for sentence in sentences:
        if texts[-1] and len(texts) < parts and words >= share * len(texts):
            texts.append([])
        texts[-1].append(sentence)
        words += len(sentence.split())
    return [" ".join(text) for text in texts if text]


def fit(sentences: Sequence[str], words: int | None) -> list[str]:
    """Keep what fits in `words`; the first sentence is cut where a clause ends, if it must."""
    if not words:
        return list(sentences)
    kept: list[str] = []
    left = words
    for sentence in sentences:
        length = len(sentence.split())
        if length <= left:
            kept.append(sentence)
            left -= length
    return kept or [shorten(sentence, words) for sentence in sentences[:1]]


def shorten(sentence: str, words: int) -> str:
    """Cut a sentence to at most `words`, at the last end of a clause in them if there is one."""
    if len(sentence.split()) <= words:
        return sentence
    head = " ".join(sentence.split()[:words])
    breaks = [match.start() for match in _BREAK.finditer(f"{head} ")]
    cut = head[: breaks[-1]] if breaks and breaks[-1] > len(head) // 3 else head
    return cut.rstrip(" ,;:.") + "."


def _data(text: str) -> str:
    return Convention().apply(text)


def _unquoted(line: str) -> str:
    return _BULLET.sub("", line).strip().strip("*“”\"'").rstrip(".").strip()
