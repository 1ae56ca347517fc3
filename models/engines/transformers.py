"""Runs hub models with transformers and torch, on CPU or GPU."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.batching import batches, check_length
from models.catalogue import ModelSpec
from models.cores import available_cores
from models.engines.base import Decoding, Engine, Hypothesis
from models.engines.codecs import encode_ids, hub_tokenizer, token_id
from models.engines.framing import framing
from models.errors import DamagedModel, EngineFailed, ModelNotInstalled

BATCH_TOKENS = {"cpu": 2048, "cuda": 16_384}
DTYPES = ("float32", "float16", "bfloat16")


class TransformersEngine(Engine):
    """One hub model: an encoder and decoder, or a causal model that continues its prompt."""

    def __init__(
        self,
        model_dir: Path,
        spec: ModelSpec,
        device: str = "auto",
        compute_type: str = "auto",
        threads: int = 0,
    ) -> None:
        """Load the model in `model_dir`, a directory as the hub has it.

        `compute_type` is float32, float16 or bfloat16; auto takes bfloat16 where the hardware
        multiplies it. Raises `ModelNotInstalled` without the extra `hub`, `DamagedModel` when
        the files cannot be read.
        """
        torch = _torch(spec)
        self.spec = spec
        self.tokenizer = hub_tokenizer(model_dir, spec)
        self.device = _device(torch, device)
        if self.device == "cpu":
            torch.set_num_threads(threads or available_cores())
        self.model = _load(model_dir, spec, _dtype(torch, self.device, compute_type))
        self.model.to(self.device).eval()
        self._forced = self._target_start()
        # A forced language code is the first token of the output, and no part of the answer.
        self._skipped = framing(spec.family).returned if self._forced else 0
        self._pad = _pad_id(self.tokenizer, self.model)
        end = self.model.generation_config.eos_token_id
        self._ends = set(end) if isinstance(end, list) else {end}

    @property
    def causal(self) -> bool:
        return self.spec.family == "causal"

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        """Return the hypotheses for each text; texts of similar length run together."""
        import torch

        ids = [self._encode(text) for text in texts]
        self.read += sum(map(len, ids))
        results: list[list[Hypothesis]] = [[] for _ in texts]
        budget = BATCH_TOKENS.get(self.device, BATCH_TOKENS["cuda"])
        for batch in batches([len(row) for row in ids], budget):
            torch.manual_seed(decoding.seed)
            outputs = self._run([ids[i] for i in batch], decoding)
            for index, hypotheses in zip(batch, outputs, strict=True):
                results[index] = hypotheses
        return results

    def _encode(self, text: str) -> list[int]:
        ids = encode_ids(self.tokenizer, text, self.spec)
        check_length(len(ids), self.spec.limits.input, self.spec.id)
        return ids

    def _run(self, ids: list[list[int]], decoding: Decoding) -> list[list[Hypothesis]]:
        import torch

        inputs, mask = self._padded(ids)
        try:
            with torch.inference_mode():
                outputs = self.model.generate(
                    input_ids=inputs,
                    attention_mask=mask,
                    pad_token_id=self._pad,
                    **self._forced,
                    **self._search(decoding),
                )
                count = decoding.hypotheses
                return [
                    [
                        self._hypothesis(inputs[i], mask[i], row)
                        for row in outputs[i * count : (i + 1) * count]
                    ]
                    for i in range(len(ids))
                ]
        except (RuntimeError, ValueError, IndexError) as error:
            raise EngineFailed(f"{self.spec.id} failed: {error}") from error

    def _padded(self, ids: list[list[int]]) -> tuple[Any, Any]:
        """Return ids and mask, both (batch, longest); a causal model is padded on the left."""
        import torch

        longest = max(len(row) for row in ids)
        inputs = torch.full((len(ids), longest), self._pad)
        mask = torch.zeros_like(inputs)
        for i, row in enumerate(ids):
            place = slice(longest - len(row), None) if self.causal else slice(0, len(row))
            inputs[i, place] = torch.tensor(row)
            mask[i, place] = 1
        return inputs.to(self.device), mask.to(self.device)

    def _search(self, decoding: Decoding) -> dict[str, Any]:
        limits = self.spec.limits
        options: dict[str, Any] = {
            "max_new_tokens": self._skipped
            + min(decoding.max_tokens, limits.output or decoding.max_tokens),
            "max_length": None,
            "min_new_tokens": decoding.min_tokens or None,
            "num_return_sequences": decoding.hypotheses,
            "repetition_penalty": decoding.repetition_penalty,
            "no_repeat_ngram_size": decoding.no_repeat_ngram,
            "forced_eos_token_id": None,
        }
        if decoding.temperature > 0:
            sampling = {"temperature": decoding.temperature, "top_k": 0, "top_p": 1.0}
            return options | {"do_sample": True, "num_beams": 1} | sampling
        beams = max(decoding.beam, decoding.hypotheses)
        if beams > 1:
            options["length_penalty"] = decoding.length_penalty
        # The hub's own sampling settings would only be warned about.
        greedy = {"temperature": None, "top_k": None, "top_p": None}
        return options | {"do_sample": False, "num_beams": beams} | greedy

    def _target_start(self) -> dict[str, int]:
        if self.causal:
            return {}
        family, convention = framing(self.spec.family), self.spec.convention
        prefix = family.prefix(convention)
        if not prefix:
            return {}
        token_id(self.tokenizer, family.source((), convention)[0], self.spec)
        return {family.target_argument: token_id(self.tokenizer, prefix[0], self.spec)}

    def _hypothesis(self, source: Any, mask: Any, output: Any) -> Hypothesis:
        ids = output[len(source) :] if self.causal else output[1:]
        ids = self._ended([int(i) for i in ids])
        # M2M100's tokenizer does not count its language codes as special.
        words = [i for i in ids if i not in self._forced.values()]
        text = self.tokenizer.decode(words, skip_special_tokens=True).strip()
        logprob = self._logprob(source[mask.bool()], output, ids)
        control = self._skipped + (1 if ids and ids[-1] in self._ends else 0)
        return Hypothesis(text, max(len(ids) - control, 0), logprob)

    def _ended(self, ids: list[int]) -> list[int]:
        """Cut what stands after the first end token: it is padding."""
        stop = next((i for i, token in enumerate(ids) if token in self._ends), len(ids) - 1)
        return ids[: stop + 1]

    def _logprob(self, source: Any, output: Any, ids: list[int]) -> float | None:
        """Return the mean log probability of `ids`, by one more pass over the finished output.

        The pass gives the same figure for every kind of search, and needs no logits kept.
        """
        import torch

        if not ids:
            return 0.0
        target = torch.tensor(ids, device=source.device)
        if self.causal:
            whole = torch.cat([source, target])[None]
            logits = self.model(input_ids=whole, logits_to_keep=len(ids) + 1).logits[0, :-1]
        else:
            read = torch.cat([output[:1], target[:-1]])[None]
            logits = self.model(input_ids=source[None], decoder_input_ids=read).logits[0]
        scores = logits.float().log_softmax(-1).gather(1, target[:, None])[:, 0]
        return min(float(scores[self._skipped :].mean()), 0.0) if len(ids) > self._skipped else 0.0


def _torch(spec: ModelSpec) -> Any:
    try:
        import torch
        import transformers
    except ImportError as error:
        raise ModelNotInstalled(
            f"{spec.id} needs the extra “hub”: pip install 'songngu[hub]'."
        ) from error
    transformers.utils.logging.disable_progress_bar()
    return torch


def _device(torch: Any, device: str) -> str:
    if device == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if device.startswith("cuda") and not torch.cuda.is_available():
        raise EngineFailed("The setting asks for device cuda, but torch sees no GPU here.")
    return device


def _dtype(torch: Any, device: str, compute_type: str) -> Any:
    if compute_type in DTYPES:
        return getattr(torch, compute_type)
    if device.startswith("cuda"):
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    # Without these instructions a CPU emulates bfloat16 and is slower than in float32.
    fast = getattr(torch.cpu, "_is_amx_tile_supported", lambda: False)()
    return torch.bfloat16 if fast else torch.float32


def _load(model_dir: Path, spec: ModelSpec, dtype: Any) -> Any:
    import transformers

    causal = spec.family == "causal"
    auto = transformers.AutoModelForCausalLM if causal else transformers.AutoModelForSeq2SeqLM
    try:
        # Never remote code: a model is data.
        return auto.from_pretrained(model_dir, dtype=dtype, trust_remote_code=False)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise DamagedModel(
            f"The model {spec.id} in {model_dir} cannot be loaded: {error}"
        ) from error


def _pad_id(tokenizer: Any, model: Any) -> int:
    for found in (tokenizer.pad_token_id, model.config.pad_token_id, tokenizer.eos_token_id):
        if found is not None:
            return int(found)
    return 0
