"""Group inputs of similar length, so that little of a batch is padding."""

from collections.abc import Iterator, Sequence
from math import ceil

from models.errors import InputTooLong

# Reading the weights, which each step of a batch does once, costs as much as so many rows in it.
_WEIGHTS = 16
_GROWTH = 0.5  # output tokens for each token of a prompt, about


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Yield the indices of the inputs in batches, longest first.

    `lengths` are in tokens. A batch of n inputs costs n times its longest, at most `budget`
    tokens; an input over the budget comes alone. Ties keep their order, so that the same
    inputs always make the same batches.
    """
    batch: list[int] = []
    longest = 0
    for index in sorted(range(len(lengths)), key=lambda i: (-lengths[i], i)):
        if batch and longest * (len(batch) + 1) > budget:
            yield batch
            batch = []
        if not batch:
            longest = max(lengths[index], 1)
        batch.append(index)
    if batch:
        yield batch


def prompt_batches(
    lengths: Sequence[int], budget: int, *, least: int = 1, width: int = 1
) -> list[list[int]]:
    """Return the indices of prompts in the batches that take the least work, longest first.

    A batch of unequal prompts reads what its longest has more than its shortest token by token,
    so that company saves time only among prompts about as long. There are at least `least`
    batches, where there are inputs for them, so that as many workers have one each; `width` is
    how many rows an input becomes in the search. All rows of a batch together have at most
    `budget` tokens, since the state of each takes memory; an input over the budget comes alone.
    """
    order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    sizes = [max(lengths[i], 1) for i in order]
    most = ceil(len(order) / max(least, 1))
    best = [(0.0, 0)]  # for the first n inputs: their cost, and where their last batch starts
    for end in range(1, len(order) + 1):
        starts = range(end - 1, max(end - most, 0) - 1, -1)
        fitting = (s for s in starts if end - s == 1 or sizes[s] * (end - s) * width <= budget)
        best.append(min((best[s][0] + _cost(sizes[s:end], width), s) for s in fitting))
    return _cut(order, [start for _, start in best])


def _cost(sizes: Sequence[int], width: int) -> float:
    """The work of a batch, in rows of one step."""
    steps = sizes[0] - sizes[-1] + _GROWTH * sizes[0]
    return steps * (_WEIGHTS + len(sizes) * width)


def _cut(order: list[int], starts: Sequence[int]) -> list[list[int]]:
    """The batches, by where the last batch of the first n inputs starts."""
    made: list[list[int]] = []
    end = len(order)
    while end:
        made.insert(0, order[starts[end] : end])
        end = starts[end]
    return made


def check_length(tokens: int, limit: int, model: str) -> None:
    """Raise `InputTooLong` where a text has more tokens than `model` reads; limit 0 is none."""
    if limit and tokens > limit:
        raise InputTooLong(
            f"The text is {tokens} tokens long; {model} reads {limit}.", limit=limit, tokens=tokens
        )
