"""A translator whose engine answers from a table: what the pipeline does with it is real."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from models.catalogue import CATALOGUE
from models.engines.base import Decoding, Engine, Hypothesis
from models.translator import Translator

_ASKED = re.compile(r"Vietnamese: (?P<text>.*)\nTerms: (?P<terms>.*)\nEnglish:\Z")


class Scripted(Engine):
    """Answers each prompt by `answer(text, terms)`: one string, or several hypotheses."""

    def __init__(self, answer: Callable[[str, str], str | list[str]], logprob: float) -> None:
        self.answer, self.logprob = answer, logprob
        self.asked: list[tuple[str, str]] = []

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        return [self._one(text) for text in texts]

    def _one(self, prompt: str) -> list[Hypothesis]:
        match = _ASKED.search(prompt)
        assert match is not None, prompt
        self.asked.append((match["text"], match["terms"]))
        answers = self.answer(match["text"], match["terms"])
        rows = [answers] if isinstance(answers, str) else answers
        return [Hypothesis(f" {row}", len(row.split()), self.logprob) for row in rows]


def translator(
    answer: Callable[[str, str], str | list[str]], logprob: float = -0.1
) -> tuple[Translator, Scripted]:
    """A translator of the embedded kind on a scripted engine, always equally sure."""
    spec = CATALOGUE["songngu-gemma-vi-en"]
    spec = replace(spec, convention=replace(spec.convention, prompt="adapted"))
    engine = Scripted(answer, logprob)
    return Translator(spec, engine, "test"), engine
