"""Trims a Gemma vocabulary to the pieces that two languages use."""

import lzma
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

CONTROL = ("<pad>", "<eos>", "<bos>", "<unk>")  # ids 0 to 3, as in the base model
BYTE = 6  # SentencePiece's type of a byte piece
KEPT_USER_DEFINED = ("\n",)

Piece = tuple[str, float, int]


def choose(pieces: Sequence[Piece], counts: np.ndarray, minimum: int) -> list[int]:
    """Return the sorted ids to keep: used at least `minimum` times, and all that they need.

    `counts` has shape (vocabulary,). Bytes stay, so any text can still be written; the pieces
    that a kept piece is merged from stay too, or the tokenizer could never reach it.
    """
    ids = {text: number for number, (text, _, _) in enumerate(pieces)}
    kept = {ids[text] for text in (*CONTROL, *KEPT_USER_DEFINED)}
    kept |= {number for number, (_, _, kind) in enumerate(pieces) if kind == BYTE}
    used = [number for number, (_, _, kind) in enumerate(pieces) if kind == 1]
    for number in used:
        if counts[number] >= minimum and number not in kept:
            kept |= _merges(pieces[number][0], pieces, ids)
    return sorted(kept)


def _merges(text: str, pieces: Sequence[Piece], ids: dict[str, int]) -> set[int]:
    """Ids of every piece that byte-pair merging builds on its way to `text`."""
    parts = list(text)
    found = {ids[part] for part in [*parts, text] if part in ids}
    while len(parts) > 1:
        joined = [(ids.get(a + b), at) for at, (a, b) in enumerate(pairwise(parts))]
        known = [(pieces[number][1], -at, number) for number, at in joined if number is not None]
        if not known:
            break
        _, at, number = max(known)
        parts[-at : -at + 2] = [pieces[number][0]]
        found.add(number)
    return found


def save_ids(ids: Iterable[int], path: Path) -> None:
    """Write sorted ids as differences, compressed: about one byte for each."""
    steps = np.diff(np.fromiter(ids, dtype=np.uint32), prepend=np.uint32(0))
    path.write_bytes(lzma.compress(steps.astype("<u4").tobytes(), preset=9))


def load_ids(path: Path) -> list[int]:
    """Read what `save_ids` wrote."""
    steps = np.frombuffer(lzma.decompress(path.read_bytes()), dtype="<u4")
    return [int(number) for number in np.cumsum(steps, dtype=np.int64)]


def sentencepiece_model(pieces: Iterable[Piece]) -> bytes:
    """A serialised SentencePiece BPE model of these pieces, with the base model's rules."""
    from sentencepiece import sentencepiece_model_pb2 as schema

    model = schema.ModelProto()
    for text, score, kind in pieces:
        model.pieces.add(piece=text, score=score, type=kind)
    trainer, normalizer = model.trainer_spec, model.normalizer_spec
    trainer.model_type, trainer.byte_fallback = schema.TrainerSpec.BPE, True
    trainer.vocab_size = len(model.pieces)
    trainer.pad_id, trainer.eos_id, trainer.bos_id, trainer.unk_id = range(4)
    trainer.pad_piece, trainer.eos_piece, trainer.bos_piece, trainer.unk_piece = CONTROL
    normalizer.name = "identity"
    normalizer.add_dummy_prefix = normalizer.remove_extra_whitespaces = False
    normalizer.escape_whitespaces = True
    serialised: bytes = model.SerializeToString()
    return serialised
