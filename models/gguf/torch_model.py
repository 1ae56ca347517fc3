"""The base model in transformers' form, for training and for comparison."""

from typing import TYPE_CHECKING

from models.gguf import adapter as adapters
from models.gguf.reader import LAYER, GemmaFile, GemmaShape

if TYPE_CHECKING:
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

# This package's names of tensors, and transformers' names of the modules that hold them.
MODULES = {
    "q": "self_attn.q_proj",
    "k": "self_attn.k_proj",
    "v": "self_attn.v_proj",
    "o": "self_attn.o_proj",
    "gate": "mlp.gate_proj",
    "up": "mlp.up_proj",
    "down": "mlp.down_proj",
    "norm_attention_in": "input_layernorm",
    "norm_attention_out": "post_attention_layernorm",
    "norm_ffn_in": "pre_feedforward_layernorm",
    "norm_ffn_out": "post_feedforward_layernorm",
    "norm_q": "self_attn.q_norm",
    "norm_k": "self_attn.k_norm",
}


def config(shape: GemmaShape, vocabulary: int) -> "Gemma3TextConfig":
    """The configuration of a model of this shape with so many tokens."""
    from transformers import Gemma3TextConfig

    kinds = ["sliding_attention", "full_attention"]
    rope = {
        name: {"rope_type": "default", "rope_theta": theta}
        for name, theta in zip(kinds, (shape.rope_local, shape.rope_global), strict=True)
    }
    return Gemma3TextConfig(
        vocab_size=vocabulary,
        hidden_size=shape.hidden,
        intermediate_size=shape.ffn,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.heads_kv,
        head_dim=shape.head_dim,
        query_pre_attn_scalar=shape.head_dim,
        sliding_window=shape.window,
        layer_types=[kinds[shape.is_global(layer)] for layer in range(shape.layers)],
        rope_parameters=rope,
        max_position_embeddings=2048,
        rms_norm_eps=shape.epsilon,
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=2,
        tie_word_embeddings=True,
    )


def build(
    file: GemmaFile, ids: list[int], adapter: adapters.Adapter | None = None
) -> "Gemma3ForCausalLM":
    """The model with the tokens `ids` alone, float32, with an adapter merged in."""
    import torch
    from transformers import Gemma3ForCausalLM

    model = Gemma3ForCausalLM(config(file.shape, len(ids)))
    embedding = torch.from_numpy(file.embedding[ids])
    # transformers adds one to a norm's weight; the file holds the sum.
    state = {
        "model.embed_tokens.weight": embedding,
        "lm_head.weight": embedding,
        "model.norm.weight": torch.from_numpy(file.final_norm - 1),
    }
    for number in range(file.shape.layers):
        tensors = adapters.merge(file.layer(number), number, adapter or {})
        for name in LAYER.values():
            value = tensors[name] - (1 if name.startswith("norm") else 0)
            state[f"model.layers.{number}.{MODULES[name]}.weight"] = torch.from_numpy(value)
    model.load_state_dict(state)
    return model.eval()
