"""The converted model answers as transformers' does with the same weights."""

from pathlib import Path

import ctranslate2
import numpy as np
import pytest
import torch

from models.gguf import adapter as adapters
from models.gguf.convert import convert
from models.gguf.reader import LINEAR, GemmaFile
from models.gguf.torch_model import build

IDS = [*range(4), *range(100, 180), *range(250, 308)]
PROMPTS = [[2, 30, 41, 9], [2, 100, 101, 102, 103, 104, 105, 106, 107], [2, 5]]


def adapter_for(file: GemmaFile, rank: int = 3) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """A random adapter, strong enough to change every answer."""
    rng = np.random.default_rng(3)
    made = {}
    for layer in range(file.shape.layers):
        for name in LINEAR:
            out, inner = file.layer(layer)[name].shape
            a = rng.normal(0, 0.2, (rank, inner)).astype(np.float32)
            made[f"{layer}.{name}"] = (a, rng.normal(0, 0.2, (out, rank)).astype(np.float32))
    return made


@pytest.mark.parametrize("adapted", [False, True])
def test_greedy_output_matches_transformers(gguf_path: Path, tmp_path: Path, adapted: bool) -> None:
    file = GemmaFile(gguf_path)
    adapter = adapter_for(file) if adapted else {}
    convert(file, IDS, adapter, tmp_path, quantization=None)
    generator = ctranslate2.Generator(str(tmp_path))
    reference = build(file, IDS, adapter)
    names = [piece for piece, _, _ in file.pieces()]
    tokens = [names[number] for number in IDS]
    for prompt in PROMPTS:
        output = generator.generate_batch(
            [[tokens[number] for number in prompt]],
            max_length=12,
            include_prompt_in_result=False,
            end_token=["<eos>"],
        )[0]
        with torch.no_grad():
            expected = reference.generate(
                torch.tensor([prompt]), max_new_tokens=12, do_sample=False
            )[0, len(prompt) :].tolist()
        expected = [number for number in expected if number != 1]
        assert output.sequences_ids[0] == expected


def test_the_adapter_changes_the_answer(gguf_path: Path) -> None:
    file = GemmaFile(gguf_path)
    ids = torch.tensor([[2, 30, 41, 9]])
    with torch.no_grad():
        plain = build(file, IDS)(ids).logits
        adapted = build(file, IDS, adapter_for(file))(ids).logits
    assert not torch.allclose(plain, adapted, atol=0.1)


def test_adapters_survive_the_disk(tmp_path: Path, gguf_path: Path) -> None:
    adapter = adapter_for(GemmaFile(gguf_path))
    adapters.save(adapter, tmp_path / "adapter.npz")
    loaded = adapters.load(tmp_path / "adapter.npz")
    assert loaded.keys() == adapter.keys()
    for name, (a, b) in adapter.items():
        update, again = b @ a, loaded[name][1] @ loaded[name][0]
        assert np.abs(update - again).max() < 0.02 * np.abs(update).max()
