"""Translates sentences from Vietnamese to English with any engine."""

from collections.abc import Sequence
from dataclasses import replace

import prompts
from models.annotation import annotate
from models.catalogue import ModelSpec
from models.convention import Convention, neutralise
from models.engines.base import Decoding, Engine, Hypothesis

Terms = Sequence[tuple[str, str]]  # (vi, en)
NOTHING = Hypothesis("", 0, 0.0)


class Translator:
    """One translation model, spoken to by its convention."""

    def __init__(self, spec: ModelSpec, engine: Engine, revision: str = "") -> None:
        self.spec = spec
        self.revision = revision or spec.revision
        self._engine = engine
        self._prompt = translation_prompt(spec.convention)

    @property
    def prompts(self) -> list[str]:
        """`name@version` of the prompts in use."""
        return [self._prompt.label] if self._prompt else []

    def translate(
        self,
        texts: Sequence[str],
        *,
        terms: Sequence[Terms] | None = None,
        decoding: Decoding | None = None,
    ) -> list[list[Hypothesis]]:
        """Return the hypotheses for each text in order, best first.

        `terms` are hints from a glossary, one list a text: models that take a prompt read them,
        those trained with terms in the text find them there, the others do without. An empty
        text gives one empty hypothesis.
        Raises `InputTooLong` when a text is longer than the model reads.
        """
        decoding = decoding or Decoding(
            beam=self.spec.limits.beams, max_tokens=self.spec.limits.output
        )
        hints = terms if terms is not None else [()] * len(texts)
        inputs = [self._input(*pair) for pair in zip(texts, hints, strict=True)]
        asked = [index for index, text in enumerate(inputs) if text]
        results: list[list[Hypothesis]] = [[NOTHING] for _ in texts]
        answers = self._engine.generate([inputs[i] for i in asked], decoding) if asked else []
        for index, hypotheses in zip(asked, answers, strict=True):
            results[index] = [self._clean(hypothesis) for hypothesis in hypotheses]
        return results

    def _input(self, text: str, terms: Terms) -> str:
        convention = self.spec.convention
        if not text.strip():
            return ""
        # Sentence models know no line breaks, and a few-shot prompt ends at one.
        line = text if convention.chat else " ".join(text.split())
        if self._prompt is None:
            return convention.apply(annotate(line, terms) if convention.inline else line)
        article = Convention().apply(line)
        return self._prompt.render(article=article, terms=_listed(terms, convention.chat))

    def _clean(self, hypothesis: Hypothesis) -> Hypothesis:
        return replace(hypothesis, text=self.spec.convention.clean(hypothesis.text))


def translation_prompt(convention: Convention) -> prompts.Prompt | None:
    """Return the template a model translates by, None where it takes plain text."""
    return prompts.load(f"translate.{convention.prompt}") if convention.prompt else None


def _listed(terms: Terms, chat: bool) -> str:
    pairs = [f"{neutralise(vi)} = {neutralise(en)}" for vi, en in dict(terms).items()]
    if chat:
        return "\n".join(f"  - {pair}" for pair in pairs) or "  - (none)"
    return "; ".join(pairs) or "none"
