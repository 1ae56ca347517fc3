"""The embedded translator in plain transformers, for comparison: torch, eager, greedy."""

from collections.abc import Sequence
from pathlib import Path

from models.batching import batches
from models.cores import available_cores
from models.engines.base import Decoding, Engine, Hypothesis
from models.engines.ctranslate2 import BATCH_TOKENS

BOS, PAD = "<bos>", 0


class Reference(Engine):
    """Generates with the weights and the tokenizer in `place`, in batches like those of ours."""

    def __init__(self, place: Path, ends: Sequence[str], threads: int = 0) -> None:
        import sentencepiece
        import torch
        from transformers import AutoModelForCausalLM

        torch.set_num_threads(threads or available_cores())
        self._pieces = sentencepiece.SentencePieceProcessor(str(place / "tokenizer.model"))
        self._ends = [self._pieces.piece_to_id(end) for end in ends]
        self._model = AutoModelForCausalLM.from_pretrained(
            place, dtype=torch.float32, attn_implementation="eager"
        ).eval()

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        """Return one hypothesis for each text; only `max_tokens` of the decoding counts."""
        bos = self._pieces.piece_to_id(BOS)
        ids = [[bos, *self._pieces.encode(text)] for text in texts]
        results: list[list[Hypothesis]] = [[] for _ in texts]
        for batch in batches([len(row) for row in ids], BATCH_TOKENS):
            rows = self._run([ids[at] for at in batch], decoding.max_tokens)
            for at, row in zip(batch, rows, strict=True):
                results[at] = [Hypothesis(str(self._pieces.decode(row)), len(row))]
        return results

    def _run(self, ids: list[list[int]], longest: int) -> list[list[int]]:
        import torch

        width = max(map(len, ids))
        inputs = torch.tensor([[PAD] * (width - len(row)) + row for row in ids])
        mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in ids])
        with torch.inference_mode():
            outputs = self._model.generate(
                inputs,
                attention_mask=mask,
                max_new_tokens=longest,
                do_sample=False,
                eos_token_id=self._ends,
                pad_token_id=PAD,
            )
        return [self._ended(row[width:].tolist()) for row in outputs]

    def _ended(self, row: list[int]) -> list[int]:
        stop = next((at for at, token in enumerate(row) if token in self._ends), len(row))
        return row[:stop]
