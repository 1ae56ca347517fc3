"""Reads the tensors and the tokenizer of a Gemma 3 GGUF file into numpy."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.errors import DamagedModel

Array = npt.NDArray[np.float32]

# llama.cpp's tensor names, and what each is called in this package. A linear layer's weight has
# shape (out, in); norms are stored with one already added, so they multiply as they are.
LAYER = {
    "attn_q.weight": "q",
    "attn_k.weight": "k",
    "attn_v.weight": "v",
    "attn_output.weight": "o",
    "ffn_gate.weight": "gate",
    "ffn_up.weight": "up",
    "ffn_down.weight": "down",
    "attn_norm.weight": "norm_attention_in",
    "post_attention_norm.weight": "norm_attention_out",
    "ffn_norm.weight": "norm_ffn_in",
    "post_ffw_norm.weight": "norm_ffn_out",
    "attn_q_norm.weight": "norm_q",
    "attn_k_norm.weight": "norm_k",
}
LINEAR = ("q", "k", "v", "o", "gate", "up", "down")


@dataclass(frozen=True)
class GemmaShape:
    """The sizes of a Gemma 3 text model."""

    hidden: int
    layers: int
    heads: int
    heads_kv: int
    head_dim: int
    ffn: int
    window: int  # tokens seen by a local layer
    rope_global: float
    rope_local: float = 10_000.0
    pattern: int = 6  # every sixth layer sees everything
    epsilon: float = 1e-6

    def is_global(self, layer: int) -> bool:
        """Whether this layer attends to the whole text rather than to a window."""
        return (layer + 1) % self.pattern == 0


class GemmaFile:
    """One GGUF file of a Gemma 3 text model; tensors are dequantised when asked for."""

    def __init__(self, path: Path) -> None:
        import gguf

        try:
            self._reader = gguf.GGUFReader(str(path))
        except (OSError, ValueError, IndexError) as error:
            raise DamagedModel(f"{path.name} is not a readable GGUF file: {error}.") from error
        self._tensors = {tensor.name: tensor for tensor in self._reader.tensors}

    def tensors(self) -> dict[str, Any]:
        """The tensors as the file has them, quantised, by llama.cpp's names."""
        return dict(self._tensors)

    def field(self, name: str) -> Any:
        """The value of a metadata field."""
        return self._reader.fields[name].contents()

    @cached_property
    def shape(self) -> GemmaShape:
        """The sizes, from the file's own metadata."""

        def get(key: str) -> Any:
            return self.field(f"gemma3.{key}")

        return GemmaShape(
            hidden=get("embedding_length"),
            layers=get("block_count"),
            heads=get("attention.head_count"),
            heads_kv=get("attention.head_count_kv"),
            head_dim=get("attention.key_length"),
            ffn=get("feed_forward_length"),
            window=get("attention.sliding_window"),
            rope_global=float(get("rope.freq_base")),
        )

    @property
    def embedding(self) -> Array:
        """Token embeddings, shape (vocabulary, hidden); the output layer is tied to them."""
        return self._array("token_embd.weight")

    @property
    def final_norm(self) -> Array:
        """The last norm's multiplier, shape (hidden,)."""
        return self._array("output_norm.weight")

    def layer(self, number: int) -> dict[str, Array]:
        """The tensors of one layer by the names of `LAYER`."""
        return {name: self._array(f"blk.{number}.{raw}") for raw, name in LAYER.items()}

    def pieces(self) -> Iterator[tuple[str, float, int]]:
        """Every piece of the tokenizer with its score and SentencePiece type, in order of id."""
        keys = ("tokens", "scores", "token_type")
        columns = (self.field(f"tokenizer.ggml.{key}") for key in keys)
        for text, score, kind in zip(*columns, strict=True):
            # SentencePiece wants its unknown piece to be of the type UNKNOWN (2), not CONTROL.
            yield text, score, 2 if text == "<unk>" else kind

    def _array(self, name: str) -> Array:
        from gguf import quants

        tensor = self._tensors[name]
        values = quants.dequantize(tensor.data, tensor.tensor_type)
        return np.ascontiguousarray(values, dtype=np.float32)
