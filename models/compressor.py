"""Shortens Vietnamese sentences and writes headlines, with a model trained for just that."""

from collections.abc import Sequence
from dataclasses import replace

from models.abstractive import split_sentences
from models.catalogue import ModelSpec
from models.engines.base import Decoding, Engine

MOST_WORDS = 150  # of the opening that a headline is written of; the model learned from no more


class Compressor:
    """One model that is told by a tag what to write.

    What it writes may say more than its source does: whoever prints it must check it first.
    """

    def __init__(self, spec: ModelSpec, engine: Engine, revision: str = "") -> None:
        self.spec = spec
        self.revision = revision or spec.revision
        self._engine = engine

    def compress(self, texts: Sequence[str]) -> list[list[str]]:
        """Return for each text the sentences of its short form, none where there is none."""
        return [split_sentences(one) for one in self._ask(texts, self.spec.convention.shorter)]

    def headline(self, text: str) -> str | None:
        """Return a headline of the opening of a text, None where there is none."""
        opening = _opening(text)
        written = self._ask([opening], self.spec.convention.headline) if opening else [""]
        return written[0].rstrip(".") or None

    def _ask(self, texts: Sequence[str], tag: str) -> list[str]:
        convention = replace(self.spec.convention, prefix=tag)
        decoding = Decoding(
            beam=self.spec.limits.beams, max_tokens=self.spec.limits.output, no_repeat_ngram=4
        )
        asked = [convention.apply(" ".join(text.split())) for text in texts]
        answers = self._engine.generate(asked, decoding) if asked else []
        return [convention.clean(answer[0].text) for answer in answers]


def _opening(text: str) -> str:
    """The first sentences of a text, or the beginning of the first where that is too long."""
    taken: list[str] = []
    for sentence in split_sentences(text):
        words = " ".join([*taken, sentence]).split()
        if len(words) > MOST_WORDS:
            return " ".join(taken or words[:MOST_WORDS])
        taken.append(sentence)
    return " ".join(taken)
