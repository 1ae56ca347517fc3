"""The student's vocabulary: one SentencePiece unigram model for both languages.

Marian's order of ids, as CTranslate2 wants it: </s> is 0, <unk> is 1, and <pad> comes after the
last piece. Text is taken as it is (no normalisation), so that ids can be turned back into it.
"""

import io
from collections.abc import Iterable
from pathlib import Path

import sentencepiece as spm

from models.annotation import MARKS

EOS, UNK = 0, 1
# What the output is to be, as the first token of the source.
TAGS = {"translate": "<2en>", "compress": "<2vi>", "headline": "<2ti>"}


def train(lines: Iterable[str], size: int, threads: int = 2) -> bytes:
    """Return a serialised model of `size` pieces, bytes for what no piece covers among them."""
    model = io.BytesIO()
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=model,
        model_type="unigram",
        vocab_size=size,
        character_coverage=0.9995,
        byte_fallback=True,
        split_digits=True,  # a number is copied digit by digit, so that no piece can change it
        hard_vocab_limit=False,
        normalization_rule_name="identity",
        eos_id=EOS,
        unk_id=UNK,
        bos_id=-1,
        pad_id=-1,
        user_defined_symbols=[*TAGS.values(), *MARKS],
        num_threads=threads,
        minloglevel=1,
    )
    return model.getvalue()


class Vocabulary:
    """A trained vocabulary: text to ids and back."""

    def __init__(self, model: bytes) -> None:
        self.model = model
        self._pieces = spm.SentencePieceProcessor(model_proto=model)
        self.pad = len(self._pieces)
        self.tags = {task: self._pieces.piece_to_id(tag) for task, tag in TAGS.items()}

    def __len__(self) -> int:
        """Pieces and <pad>."""
        return self.pad + 1

    def __reduce__(self) -> tuple[object, ...]:
        return Vocabulary, (self.model,)

    def encode(self, text: str, sampled: float = 0.0) -> list[int]:
        """Return the ids of `text`; with `sampled` (0 to 1) one drawn of all its segmentations."""
        if sampled:
            found = self._pieces.encode(text, enable_sampling=True, alpha=sampled, nbest_size=-1)
        else:
            found = self._pieces.encode(text)
        return list(found)

    def decode(self, ids: Iterable[int]) -> str:
        """Return the text of ids, without control tokens."""
        return str(self._pieces.decode([int(i) for i in ids if 1 < i < self.pad]))

    def tokens(self) -> list[str]:
        """The pieces in order of id, <pad> last."""
        return [*(self._pieces.id_to_piece(i) for i in range(self.pad)), "<pad>"]


def load(path: Path) -> Vocabulary:
    """Read the vocabulary that `prepare` wrote."""
    return Vocabulary(path.read_bytes())
