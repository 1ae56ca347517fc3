"""Writes a Gemma 3 model as a CTranslate2 model, straight from numpy: no torch, no transformers.

    python -m models.gguf.convert OUT [--quantization int8]

Run as a program it makes the embedded translator, in a process of its own, because the memory
that a conversion takes and the modules that CTranslate2's specs load then go with it.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from models.gguf import adapter as adapters
from models.gguf import prepare
from models.gguf.reader import Array, GemmaFile, GemmaShape
from models.gguf.vocabulary import CONTROL

NORMS = {
    "norm_attention_in": "input_layer_norm",
    "norm_attention_out": "post_attention_layer_norm",
    "norm_ffn_in": "pre_feedforward_layer_norm",
    "norm_ffn_out": "post_feedforward_layer_norm",
}


def convert(
    file: GemmaFile,
    ids: list[int],
    adapter: adapters.Adapter,
    out: Path,
    quantization: str | None = "int8",
) -> None:
    """Write model.bin, config.json and vocabulary.json of the adapted, trimmed model to `out`.

    `quantization` is one of CTranslate2's, or None for float32.
    """
    spec = empty_spec(file.shape)
    decoder = spec.decoder
    decoder.scale_embeddings = True
    decoder.start_from_zero_embedding = False
    embedding = file.embedding[ids]
    decoder.embeddings.weight = embedding
    decoder.projection.weight = embedding
    _set_norm(decoder.layer_norm, file.final_norm)
    for number, layer in enumerate(decoder.layer):
        _set_layer(layer, adapters.merge(file.layer(number), number, adapter))
    pieces = list(file.pieces())
    spec.register_vocabulary([pieces[number][0] for number in ids])
    _, spec.config.eos_token, spec.config.bos_token, spec.config.unk_token = CONTROL
    spec.validate()
    spec.optimize(quantization=quantization)
    out.mkdir(parents=True, exist_ok=True)
    spec.save(str(out))


def empty_spec(shape: GemmaShape) -> Any:
    """A CTranslate2 decoder of this shape, its weights not yet set."""
    from ctranslate2.specs import common_spec, transformer_spec

    spec = transformer_spec.TransformerDecoderModelSpec.from_config(
        shape.layers,
        shape.heads,
        activation=common_spec.Activation.GELUTanh,
        pre_norm=True,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=shape.head_dim,
        rotary_interleave=False,
        rotary_base=shape.rope_local,
        num_heads_kv=shape.heads_kv,
        head_dim=shape.head_dim,
        sliding_window=shape.window,
        pre_post_layer_norm=True,
        qk_norm=True,
    )
    for number, layer in enumerate(spec.decoder.layer):
        if shape.is_global(number):
            layer.self_attention.rotary_base = np.float32(shape.rope_global)
            layer.self_attention.sliding_window = np.int32(0)
    return spec


def _set_layer(layer: Any, tensors: dict[str, Array]) -> None:
    for name, place in NORMS.items():
        _set_norm(getattr(layer, place), tensors[name])
    attention = layer.self_attention
    _set_norm(attention.q_norm, tensors["norm_q"])
    _set_norm(attention.k_norm, tensors["norm_k"])
    attention.linear[0].weight = np.concatenate([tensors[name] for name in "qkv"])
    attention.linear[1].weight = tensors["o"]
    layer.ffn.linear_0.weight = tensors["gate"]
    layer.ffn.linear_0_noact.weight = tensors["up"]
    layer.ffn.linear_1.weight = tensors["down"]


def _set_norm(spec: Any, multiplier: Array) -> None:
    # CTranslate2 adds one itself, as transformers does; the file holds the sum.
    spec.gamma = multiplier - 1
    spec.layer_norm_use_residual = True


def main(arguments: list[str] | None = None) -> None:
    """Convert the embedded translator into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--quantization", default="int8")
    parser.add_argument("--adapter", type=Path, default=None)
    options = parser.parse_args(arguments)
    quantization = None if options.quantization == "float32" else options.quantization
    adapter = adapters.load(options.adapter) if options.adapter else prepare.shipped_adapter()
    options.out.mkdir(parents=True, exist_ok=True)
    # A quarter of a gigabyte that nothing needs once it is converted.
    with tempfile.TemporaryDirectory(dir=options.out.parent) as folder:
        file, ids = GemmaFile(prepare.base_file(Path(folder))), prepare.kept_ids()
        convert(file, ids, adapter, options.out, quantization)
        (options.out / "tokenizer.model").write_bytes(prepare.tokenizer(file, ids))
    (options.out / "songngu.json").write_text(json.dumps(prepare.description(), indent=2))


if __name__ == "__main__":
    main()
