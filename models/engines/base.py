"""What an engine is: texts in, hypotheses out."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Decoding:
    """How to search for an output; the same value gives the same output."""

    beam: int = 4
    hypotheses: int = 1  # at most `beam` when searching
    max_tokens: int = 256
    min_tokens: int = 0
    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0  # 0: off
    temperature: float = 0.0  # 0: beam search; above: sampling
    seed: int = 0  # used only when sampling


@dataclass(frozen=True)
class Hypothesis:
    """One output of a model."""

    text: str
    tokens: int
    logprob: float | None = None  # natural log, mean over the tokens; None where unknown


class Engine(ABC):
    """Runs one model. An engine is told its model when it is made and holds it in memory."""

    read = 0  # tokens of all inputs so far, where an engine counts them

    @abstractmethod
    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        """Return, for each text in order, its hypotheses, best first.

        The text is what the model's convention makes of the user's text (`Convention.apply`);
        tokenisation, language codes and decoder start belong to the engine.
        Raises `EngineFailed` when no answer can be had, `InputTooLong` past the model's limit.
        """
