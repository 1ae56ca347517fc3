"""Runs converted models with CTranslate2, on CPU or GPU.

A model directory of ours holds

- `model.bin`, `config.json` and `vocabulary.json` (or `shared_vocabulary.json`), as CTranslate2
  writes them; in `vocabulary.json` the index of a token is its id;
- or, for `model.bin`, its parts `model.bin.00`, `model.bin.01`, … (`models.parts`);
- `tokenizer.model`, a SentencePiece model whose pieces are that vocabulary's tokens (or
  `source.spm` and `target.spm`, where the sides differ);
- `songngu.json`:
  `{"family": "causal", "bos": "<bos>", "eos": ["<eos>", "\\n"], "window": 512, "revision": "…"}`.
  `bos` is put before every prompt; generation ends at the first token of `eos`, so each piece
  that contains the end of a line belongs there (Gemma has "\\n\\n" as one piece). `family` is
  "causal" or one of `models.engines.framing`, and overrides the family of the catalogue, as
  `prompt`, where it is given, overrides the variant of its templates. `window` is the length
  of the shortest sliding window of its attention, in tokens; 0 or absent where none slides.

A model converted from the hub has a `songngu.json` with its `window` alone; its family is that
of its row.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.batching import check_length, prompt_batches
from models.catalogue import ModelSpec
from models.engines.base import Decoding, Engine, Hypothesis
from models.engines.codecs import Codec, open_codec
from models.engines.framing import framing
from models.engines.runtime import Runtime, check_files
from models.errors import DamagedModel, EngineFailed

BATCH_TOKENS = 1024  # of all rows of a batch: every hypothesis of a search has a row
# What a short text may grow by, whatever the limit on growth.
SLACK = 24

Rows = list[list[Hypothesis]]


class CTranslate2Engine(Engine):
    """One converted model: a Translator for seq2seq families, a Generator for causal ones."""

    def __init__(
        self,
        model_dir: Path,
        spec: ModelSpec,
        device: str = "auto",
        compute_type: str = "auto",
        threads: int = 0,
        opening: str = "",
    ) -> None:
        """Load the model in `model_dir`.

        `opening` is what every text starts with (the fixed part of a prompt): its state is
        computed once and kept. `threads` 0 means as many as there are cores to use.
        Raises `DamagedModel` when the directory cannot be read.
        """
        about = read_about(model_dir)
        self.spec = described(spec, model_dir)
        self.revision = str(about.get("revision", spec.revision))
        self._end: list[str] = list(about.get("eos", ()))
        self._window = int(about.get("window", 0))
        self._codec: Codec = open_codec(model_dir, self.spec, about.get("bos", ""))
        check_files(model_dir)
        self._place, self._runtime = model_dir, Runtime(device, compute_type, threads)
        self._workers = self._runtime.workers(model_dir)
        self._model = self._open(self._workers)
        # The last token of the opening may join the text after it: it is not fixed.
        self._static = self._codec.encode(opening)[:-1] if opening and self.causal else []

    @property
    def causal(self) -> bool:
        return self.spec.family == "causal"

    def generate(self, texts: Sequence[str], decoding: Decoding) -> Rows:
        """Return the hypotheses for each text; texts of similar length run together."""
        tokens = [self._encode(text) for text in texts]
        self.read += sum(map(len, tokens))
        model = self._seeded(decoding.seed) if decoding.temperature > 0 else self._model
        results: Rows = [[] for _ in texts]
        try:
            asked = [
                (batch, self._ask(model, [tokens[i] for i in batch], decoding))
                for batch in self._batches(tokens, decoding)
            ]
            for batch, answers in asked:
                for index, hypotheses in zip(batch, answers(), strict=True):
                    results[index] = hypotheses
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(f"{self.spec.id} failed: {error}") from error
        return results

    def _encode(self, text: str) -> list[str]:
        tokens = self._codec.encode(text)
        check_length(len(tokens), self.spec.limits.input, self.spec.id)
        return tokens

    def _batches(self, tokens: Sequence[list[str]], decoding: Decoding) -> list[list[int]]:
        """Which texts run together: at least one batch for each worker."""
        lengths = [len(row) for row in tokens]
        width = max(decoding.beam, decoding.hypotheses)
        alone = [[i] for i, row in enumerate(tokens) if self._is_long(row)]
        rest = [i for i, row in enumerate(tokens) if not self._is_long(row)]
        # Two workers draw from one seed, each by what it happened to be given.
        least = self._workers if decoding.temperature == 0 else 1
        made = prompt_batches([lengths[i] for i in rest], BATCH_TOKENS, least=least, width=width)
        return [*alone, *([rest[at] for at in batch] for batch in made)]

    def _is_long(self, tokens: list[str]) -> bool:
        return self.causal and bool(self._window) and len(tokens) > self._window

    def _open(self, workers: int) -> Any:
        return self._runtime.load(self._place, self.causal, workers)

    def _seeded(self, seed: int) -> Any:
        """Return a model with a thread that draws from `seed`, which it takes as it starts."""
        import ctranslate2

        ctranslate2.set_random_seed(seed)
        return self._open(1)

    def _ask(self, model: Any, tokens: list[list[str]], decoding: Decoding) -> Callable[[], Rows]:
        """Give a batch to a worker that is free, and return what waits for its answer."""
        options = _search(decoding)
        if not self.causal:
            return self._translate(model, tokens, decoding, options)
        if self._is_long(tokens[0]):
            return self._continue_alone(model, tokens, decoding, options)
        return self._continue(model, tokens, decoding, options)

    def _translate(
        self, model: Any, tokens: list[list[str]], decoding: Decoding, options: dict[str, Any]
    ) -> Callable[[], Rows]:
        family = framing(self.spec.family)
        prefix = family.prefix(self.spec.convention)
        forced = family.returned if prefix else 0
        longest = self._longest(tokens, 0, decoding) + forced
        outputs = model.translate_batch(
            tokens,
            target_prefix=[prefix] * len(tokens) if prefix else None,
            max_input_length=0,
            max_decoding_length=longest,
            min_decoding_length=decoding.min_tokens,
            asynchronous=True,
            **options,
        )
        return lambda: [
            self._rows(output.hypotheses, output.scores, forced, longest, decoding)
            for output in (one.result() for one in outputs)
        ]

    def _continue(
        self, model: Any, tokens: list[list[str]], decoding: Decoding, options: dict[str, Any]
    ) -> Callable[[], Rows]:
        static = self._shared(tokens)
        longest = self._longest(tokens, len(self._static), decoding)
        outputs = model.generate_batch(
            [row[len(static) :] for row in tokens],
            static_prompt=static or None,
            max_length=longest,
            min_length=decoding.min_tokens,
            end_token=self._end or None,
            include_prompt_in_result=False,
            asynchronous=True,
            **options,
        )
        return lambda: [
            self._rows(output.sequences, output.scores, 0, longest, decoding)
            for output in (one.result() for one in outputs)
        ]

    def _continue_alone(
        self, model: Any, tokens: list[list[str]], decoding: Decoding, options: dict[str, Any]
    ) -> Callable[[], Rows]:
        """Continue a prompt that is longer than the sliding window of the model.

        CTranslate2 (4.8) reads such a prompt wrongly when it reads it at once, and corrupts
        memory when it caches it; token by token it reads it rightly, if slowly.
        """
        read = len(tokens[0]) - 1  # the first token starts the output and is not returned
        longest = read + self._longest(tokens, len(self._static), decoding)
        (answer,) = model.generate_batch(
            tokens,
            max_length=longest,
            min_length=read + decoding.min_tokens,
            end_token=self._end or None,
            include_prompt_in_result=True,
            asynchronous=True,
            **options,
        )

        def rows() -> Rows:
            output = answer.result()
            return [self._rows(output.sequences, output.scores, read, longest, decoding)]

        return rows

    def _shared(self, tokens: list[list[str]]) -> list[str]:
        """Return the opening if every prompt starts with it and goes on for two tokens.

        With one token left in a batch of unequal prompts, CTranslate2 (4.8) mixes up its rows.
        """
        static = self._static
        fits = all(len(row) > len(static) + 1 and row[: len(static)] == static for row in tokens)
        return static if fits and not (self._window and len(static) > self._window) else []

    def _longest(self, tokens: list[list[str]], fixed: int, decoding: Decoding) -> int:
        """Return how many tokens the outputs of a batch may have."""
        limits = self.spec.limits
        most = min(decoding.max_tokens, limits.output or decoding.max_tokens)
        if limits.growth:
            source = max(len(row) for row in tokens) - fixed
            most = min(most, SLACK + int(limits.growth * max(source, 0)))
        return most

    def _rows(
        self,
        found: Sequence[list[str]],
        scores: Sequence[float],
        forced: int,
        longest: int,
        decoding: Decoding,
    ) -> list[Hypothesis]:
        return [
            self._hypothesis(row, score, forced, longest, decoding)
            for row, score in zip(found, scores, strict=True)
        ]

    def _hypothesis(
        self, tokens: list[str], score: float, forced: int, longest: int, decoding: Decoding
    ) -> Hypothesis:
        """Make a hypothesis of output tokens, the first `forced` of which were not chosen."""
        # The score is the sum of the log probabilities over length ** length_penalty, where
        # the end token counts if the output reached it.
        length = len(tokens) + (len(tokens) < longest)
        total = score * length**decoding.length_penalty
        mean = min(total / max(length - forced, 1), 0.0)
        chosen = tokens[forced:]
        return Hypothesis(self._codec.decode(chosen), len(chosen), mean)


def described(spec: ModelSpec, model_dir: Path) -> ModelSpec:
    """Return `spec` with what `songngu.json` in `model_dir` says about this model."""
    about = read_about(model_dir)
    convention = replace(spec.convention, prompt=about.get("prompt", spec.convention.prompt))
    return replace(spec, family=about.get("family", spec.family), convention=convention)


def read_about(model_dir: Path) -> dict[str, Any]:
    """Return the content of `songngu.json`, {} where there is none."""
    path = model_dir / "songngu.json"
    if not path.is_file():
        return {}
    try:
        about = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DamagedModel(f"{path} cannot be read: {error}") from error
    if not isinstance(about, dict):
        raise DamagedModel(f"{path} must hold one object.")
    return about


def _search(decoding: Decoding) -> dict[str, Any]:
    options: dict[str, Any] = {
        "beam_size": max(decoding.beam, decoding.hypotheses),
        "num_hypotheses": decoding.hypotheses,
        "length_penalty": decoding.length_penalty,
        "repetition_penalty": decoding.repetition_penalty,
        "no_repeat_ngram_size": decoding.no_repeat_ngram,
        "return_scores": True,
    }
    if decoding.temperature > 0:
        sampling = {"sampling_topk": 0, "sampling_temperature": decoding.temperature}
        options |= {"beam_size": 1} | sampling
    return options
