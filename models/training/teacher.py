"""The teacher: the adapted base model, translating many sentences at once in torch.

It is what a student learns from, and two rungs of the ladder that `evaluate` prints.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sentencepiece as spm
import torch

import prompts
from models.batching import batches
from models.gguf import adapter as adapters
from models.gguf.torch_model import build
from models.gguf.trim import opened
from models.training.terms import TermPair

EOS, BOS, PAD = 1, 2, 0
# Most new tokens: so many for each of the source, and some more. One of 4,000 translations of news
# is longer, and an answer that never ends holds up its whole batch.
GROWTH, SLACK = 1.2, 16
# Tokens of a batch with what it may grow by: what its keys and values take decides.
BATCH_TOKENS = {"cpu": 4_000, "cuda": 600_000}


class Teacher:
    """Translates sentences greedily or with a narrow beam, in batches of similar length."""

    def __init__(self, model: Any, tokenizer: spm.SentencePieceProcessor, device: str, variant: str
                 ) -> None:  # fmt: skip
        self._kind = device.split(":")[0]
        kind = torch.float32 if self._kind == "cpu" else torch.bfloat16
        self.model, self.tokenizer, self.device = model.to(device, kind).eval(), tokenizer, device
        self._prompt = prompts.load(f"translate.{variant}")
        lines = [i for i in range(len(tokenizer)) if "\n" in tokenizer.id_to_piece(i)]
        self._ends = [EOS, *lines]

    def translate(
        self, texts: Sequence[str], terms: Sequence[Sequence[TermPair]] = (), beam: int = 1
    ) -> list[str]:
        """Return a translation for each text, in order; `terms` are hints, one list a text."""
        hints = terms or [()] * len(texts)
        sources = [len(self.tokenizer.encode(text)) for text in texts]
        asked = [self._ask(*pair) for pair in zip(texts, hints, strict=True)]
        made = [""] * len(texts)
        # Sorted by the length of the text: it decides how long an answer gets.
        sizes = [len(row) + int(GROWTH * n) for row, n in zip(asked, sources, strict=True)]
        for batch in batches([size * beam for size in sizes], BATCH_TOKENS[self._kind]):
            most = [SLACK + int(GROWTH * sources[at]) for at in batch]
            answers = self._generate([asked[at] for at in batch], max(most), beam)
            for at, ids, longest in zip(batch, answers, most, strict=True):
                made[at] = self.tokenizer.decode(ids[:longest]).strip()
        return made

    def _ask(self, text: str, terms: Sequence[TermPair]) -> list[int]:
        line = "; ".join(f"{vi} = {en}" for vi, en in terms) or "none"
        return [BOS, *self.tokenizer.encode(self._prompt.render(article=text, terms=line))]

    def _generate(self, rows: list[list[int]], most: int, beam: int) -> list[list[int]]:
        width = max(map(len, rows))
        # What a causal model continues stands last, so padding stands first.
        ids = torch.tensor([[PAD] * (width - len(row)) + row for row in rows])
        mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows])
        made = self.model.generate(
            input_ids=ids.to(self.device),
            attention_mask=mask.to(self.device),
            max_new_tokens=most,
            num_beams=beam,
            do_sample=False,
            eos_token_id=self._ends,
            pad_token_id=PAD,
        )
        return [self._until_end(row) for row in made[:, width:].tolist()]

    def _until_end(self, row: list[int]) -> list[int]:
        return next((row[:at] for at, one in enumerate(row) if one in self._ends), row)


def load(base: Path | None, adapter: Path | None, device: str) -> Teacher:
    """Return a teacher: `base` as of `models.gguf.trim`, `adapter` an npz file.

    Without an adapter it is the untrained base, which is shown examples in its prompt.
    """
    file, ids, model_proto = opened(base)
    model = build(file, ids, adapters.load(adapter) if adapter else None)
    tokenizer = spm.SentencePieceProcessor(model_proto=model_proto)
    return Teacher(model, tokenizer, device, "adapted" if adapter else "fewshot")
