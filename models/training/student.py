"""The student: a Marian transformer with a deep encoder and a shallow decoder.

Post-norm, sinusoidal positions, one embedding for source, target and output. <pad> is the last id
and its row is zero: the decoder starts with it, and CTranslate2 starts from a zero embedding.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import nn

from models.training.vocabulary import EOS, Vocabulary

LONGEST = 512  # tokens
FILE, VOCABULARY = "weights.safetensors", "vocabulary"


@dataclass(frozen=True)
class Shape:
    """The sizes of a student; in int8 it takes about a byte a parameter."""

    width: int = 448
    encoder: int = 6  # layers
    decoder: int = 2
    heads: int = 8
    widening: int = 4  # of the feed-forward layers
    dropout: float = 0.1


class Student:
    """A Marian model with what training and searching need of it."""

    def __init__(self, shape: Shape, size: int, device: str = "cpu") -> None:
        self.shape, self.pad, self.device = shape, size - 1, device
        self.model = _build(shape, size).to(device)
        self.clear_padding()

    @property
    def parameters(self) -> int:
        return sum(value.numel() for value in self.model.parameters() if value.requires_grad)

    def clear_padding(self) -> None:
        """Make the row of <pad> zero again; call it after each step."""
        with torch.no_grad():
            self.model.model.shared.weight[self.pad].zero_()

    def loss(self, source: Any, target: Any, smoothing: float = 0.0) -> Any:
        """Mean cross entropy, in nats, over the target's tokens; both of shape (rows, length).

        Padding is <pad> on the right. <pad> itself is no class: CTranslate2 cannot write it.
        """
        start = torch.full_like(target[:, :1], self.pad)
        hidden = self.model.model(
            input_ids=source,
            attention_mask=(source != self.pad).long(),
            decoder_input_ids=torch.cat([start, target[:, :-1]], dim=1),
            use_cache=False,
        ).last_hidden_state
        real = target != self.pad
        logits = nn.functional.linear(hidden[real], self.model.model.shared.weight[:-1])
        return nn.functional.cross_entropy(logits.float(), target[real], label_smoothing=smoothing)

    def greedy(self, rows: Sequence[Sequence[int]], growth: float = 2.0) -> list[list[int]]:
        """Return the likeliest next token again and again for one batch of sources."""
        source = padded(rows, self.pad).to(self.device)
        made = self.model.generate(  # without gradients by itself
            input_ids=source,
            attention_mask=(source != self.pad).long(),
            max_new_tokens=min(LONGEST - 2, int(source.shape[1] * growth) + 10),
            num_beams=1,
            do_sample=False,
            bad_words_ids=[[self.pad]],
        )
        return [_until_end(row) for row in made[:, 1:].tolist()]

    def weights(self) -> dict[str, Any]:
        """The trained tensors by name, each once; positions are computed and not kept."""
        return dict(self.model.named_parameters())

    def load(self, weights: dict[str, Any]) -> None:
        """Take over the tensors of `weights`."""
        own = self.weights()
        with torch.no_grad():
            for name, value in weights.items():
                own[name].copy_(value)

    def describe(self) -> dict[str, float]:
        """The shape, for a file beside the weights."""
        return asdict(self.shape)


def _build(shape: Shape, size: int) -> Any:
    from transformers import MarianConfig, MarianMTModel

    model = MarianMTModel(
        MarianConfig(
            vocab_size=size,
            d_model=shape.width,
            encoder_layers=shape.encoder,
            decoder_layers=shape.decoder,
            encoder_attention_heads=shape.heads,
            decoder_attention_heads=shape.heads,
            encoder_ffn_dim=shape.width * shape.widening,
            decoder_ffn_dim=shape.width * shape.widening,
            dropout=shape.dropout,
            activation_function="relu",
            max_position_embeddings=LONGEST,
            scale_embedding=True,
            init_std=shape.width**-0.5,
            pad_token_id=size - 1,
            eos_token_id=EOS,
            decoder_start_token_id=size - 1,
            forced_eos_token_id=None,
        )
    )
    for name, value in model.named_parameters():
        if value.dim() == 2 and value.requires_grad and "shared" not in name:
            nn.init.xavier_uniform_(value)
    return model


def padded(rows: Sequence[Sequence[int]], pad: int, multiple: int = 1) -> Any:
    """Return rows of ids as one tensor, (rows, longest), padded on the right.

    The width is a multiple of `multiple`: a GPU's fast kernels want 8.
    """
    width = -(-max(map(len, rows)) // multiple) * multiple
    made = np.full((len(rows), width), pad, dtype=np.int64)
    for at, row in enumerate(rows):
        made[at, : len(row)] = row
    return torch.from_numpy(made)


def _until_end(row: list[int]) -> list[int]:
    return row[: row.index(EOS)] if EOS in row else row


def save(folder: Path, student: Student, weights: dict[str, Any], vocabulary: bytes) -> None:
    """Write weights (float16), shape and vocabulary in one file, to be converted later."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {name: value.detach().half().cpu().contiguous() for name, value in weights.items()}
    kept[VOCABULARY] = torch.frombuffer(bytearray(vocabulary), dtype=torch.uint8)
    save_file(kept, folder / f"{FILE}.part", {"shape": json.dumps(student.describe())})
    (folder / f"{FILE}.part").replace(folder / FILE)


def restore(folder: Path, device: str = "cpu") -> tuple[Student, bytes]:
    """Return the student that `save` wrote, in float32, and its serialised vocabulary."""
    with safe_open(folder / FILE, "pt") as file:
        weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        shape = Shape(**json.loads(file.metadata()["shape"]))
    vocabulary = bytes(weights.pop(VOCABULARY).numpy())
    student = Student(shape, len(Vocabulary(vocabulary)), device)
    student.load(weights)
    student.clear_padding()
    student.model.eval()
    return student, vocabulary
