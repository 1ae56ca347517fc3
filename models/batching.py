"""Group inputs of similar length, so that little of a batch is padding."""

from collections.abc import Iterator, Sequence

from models.errors import InputTooLong


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


def check_length(tokens: int, limit: int, model: str) -> None:
    """Raise `InputTooLong` where a text has more tokens than `model` reads; limit 0 is none."""
    if limit and tokens > limit:
        raise InputTooLong(
            f"The text is {tokens} tokens long; {model} reads {limit}.", limit=limit, tokens=tokens
        )
