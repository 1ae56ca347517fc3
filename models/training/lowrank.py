"""Low-rank updates of a frozen model (Hu et al. 2021): put on, and read off again."""

import math
from typing import Any

import torch
from torch import nn

from models.gguf.reader import LINEAR
from models.gguf.torch_model import MODULES


class LowRank(nn.Module):  # type: ignore[misc]
    """A frozen linear layer with a trained update of low rank."""

    def __init__(self, base: nn.Linear, rank: int, scale: float) -> None:
        super().__init__()
        self.base, self.scale = base, scale
        self.a = nn.Parameter(torch.randn(rank, base.in_features) / math.sqrt(base.in_features))
        self.b = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        inner = nn.functional.linear(x, self.a.to(x.dtype))
        update = nn.functional.linear(inner, self.b.to(x.dtype))
        return torch.add(self.base(x), update, alpha=self.scale)


def attach(model: Any, rank: int, scale: float) -> dict[str, LowRank]:
    """Freeze `model` and put an adapter on each linear layer; return them by name."""
    model.requires_grad_(False)
    found = {}
    for number, layer in enumerate(model.model.layers):
        for name in LINEAR:
            parent, _, leaf = MODULES[name].rpartition(".")
            module = LowRank(layer.get_submodule(MODULES[name]), rank, scale)
            setattr(layer.get_submodule(parent), leaf, module)
            found[f"{number}.{name}"] = module
    return found


def collect(modules: dict[str, LowRank]) -> dict[str, tuple[Any, Any]]:
    """The adapter's matrices in float32, the scale folded into B."""
    return {
        name: (module.a.detach().cpu().numpy(), (module.b.detach() * module.scale).cpu().numpy())
        for name, module in modules.items()
    }
