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
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from models import parts
from models.batching import batches, check_length
from models.catalogue import ModelSpec
from models.cores import available_cores
from models.engines.base import Decoding, Engine, Hypothesis
from models.engines.codecs import Codec, open_codec
from models.engines.framing import framing
from models.errors import DamagedModel, EngineFailed

BATCH_TOKENS = 2048
# What a short text may grow by, whatever the limit on growth.
SLACK = 24


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
        self._open = partial(_load, model_dir, self.causal, device, compute_type, threads)
        self._model = self._open()
        # The last token of the opening may join the text after it: it is not fixed.
        self._static = self._codec.encode(opening)[:-1] if opening and self.causal else []

    @property
    def causal(self) -> bool:
        return self.spec.family == "causal"

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        """Return the hypotheses for each text; texts of similar length run together."""
        tokens = [self._encode(text) for text in texts]
        self.read += sum(map(len, tokens))
        results: list[list[Hypothesis]] = [[] for _ in texts]
        for batch in batches([len(row) for row in tokens], BATCH_TOKENS):
            outputs = self._run([tokens[i] for i in batch], decoding)
            for index, hypotheses in zip(batch, outputs, strict=True):
                results[index] = hypotheses
        return results

    def _encode(self, text: str) -> list[str]:
        tokens = self._codec.encode(text)
        check_length(len(tokens), self.spec.limits.input, self.spec.id)
        return tokens

    def _run(self, tokens: list[list[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        if decoding.temperature > 0:
            self._model = self._seeded(decoding.seed)
        options = _search(decoding)
        try:
            return (self._continue if self.causal else self._translate)(tokens, decoding, options)
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(f"{self.spec.id} failed: {error}") from error

    def _seeded(self, seed: int) -> Any:
        """Return the model with threads that draw from `seed`: a thread takes it as it starts."""
        import ctranslate2

        ctranslate2.set_random_seed(seed)
        return self._open()

    def _translate(
        self, tokens: list[list[str]], decoding: Decoding, options: dict[str, Any]
    ) -> list[list[Hypothesis]]:
        family = framing(self.spec.family)
        prefix = family.prefix(self.spec.convention)
        forced = family.returned if prefix else 0
        longest = self._longest(tokens, 0, decoding) + forced
        outputs = self._model.translate_batch(
            tokens,
            target_prefix=[prefix] * len(tokens) if prefix else None,
            max_input_length=0,
            max_decoding_length=longest,
            min_decoding_length=decoding.min_tokens,
            **options,
        )
        return [
            [
                self._hypothesis(row, score, forced, longest, decoding)
                for row, score in zip(output.hypotheses, output.scores, strict=True)
            ]
            for output in outputs
        ]

    def _continue(
        self, tokens: list[list[str]], decoding: Decoding, options: dict[str, Any]
    ) -> list[list[Hypothesis]]:
        long = [bool(self._window) and len(row) > self._window for row in tokens]
        short = iter(
            self._continue_together(
                [row for row, is_long in zip(tokens, long, strict=True) if not is_long],
                decoding,
                options,
            )
        )
        return [
            self._continue_alone(row, decoding, options) if is_long else next(short)
            for row, is_long in zip(tokens, long, strict=True)
        ]

    def _continue_together(
        self, tokens: list[list[str]], decoding: Decoding, options: dict[str, Any]
    ) -> list[list[Hypothesis]]:
        if not tokens:
            return []
        static = self._shared(tokens)
        longest = self._longest(tokens, len(self._static), decoding)
        outputs = self._model.generate_batch(
            [row[len(static) :] for row in tokens],
            static_prompt=static or None,
            max_length=longest,
            min_length=decoding.min_tokens,
            end_token=self._end or None,
            include_prompt_in_result=False,
            **options,
        )
        return [self._hypotheses(output, 0, longest, decoding) for output in outputs]

    def _continue_alone(
        self, tokens: list[str], decoding: Decoding, options: dict[str, Any]
    ) -> list[Hypothesis]:
        """Continue a prompt that is longer than the sliding window of the model.

        CTranslate2 (4.8) reads such a prompt wrongly when it reads it at once, and corrupts
        memory when it caches it; token by token it reads it rightly, if slowly.
        """
        read = len(tokens) - 1  # the first token starts the output and is not returned
        longest = read + self._longest([tokens], len(self._static), decoding)
        (output,) = self._model.generate_batch(
            [tokens],
            max_length=longest,
            min_length=read + decoding.min_tokens,
            end_token=self._end or None,
            include_prompt_in_result=True,
            **options,
        )
        return self._hypotheses(output, read, longest, decoding)

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

    def _hypotheses(
        self, output: Any, forced: int, longest: int, decoding: Decoding
    ) -> list[Hypothesis]:
        return [
            self._hypothesis(row, score, forced, longest, decoding)
            for row, score in zip(output.sequences, output.scores, strict=True)
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


def _load(model_dir: Path, causal: bool, device: str, compute_type: str, threads: int) -> Any:
    import ctranslate2

    if not parts.exists(model_dir / "model.bin"):
        raise DamagedModel(f"{model_dir} holds no converted model: model.bin is missing.")
    make = ctranslate2.Generator if causal else ctranslate2.Translator
    try:
        return make(
            str(model_dir),
            device=device,
            compute_type=compute_type,
            intra_threads=threads or available_cores(),
            files=_in_memory(model_dir),
        )
    except (RuntimeError, ValueError) as error:
        raise DamagedModel(f"The model in {model_dir} cannot be loaded: {error}") from error


def _in_memory(model_dir: Path) -> dict[str, bytes] | None:
    """The files of a model whose weights are in parts; None where CTranslate2 reads them itself."""
    if (model_dir / "model.bin").is_file():
        return None
    small = {path.name: path.read_bytes() for path in model_dir.glob("*.json")}
    return small | {"model.bin": parts.read(model_dir / "model.bin")}


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
