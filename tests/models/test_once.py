import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from models.once import once


def test_threads_that_ask_together_get_what_one_made():
    made = []

    @once
    def slow(name: str) -> list[str]:
        made.append(name)
        time.sleep(0.05)
        return [name]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(slow, ["a", "b"] * 8))
    assert sorted(made) == ["a", "b"]
    assert all(one is found[0] for one in found[::2])


def test_what_fails_is_tried_again():
    tries = []

    @once
    def fails() -> int:
        tries.append(1)
        if len(tries) == 1:
            raise OSError
        return len(tries)

    with pytest.raises(OSError, match=r"^$"):
        fails()
    assert (fails(), fails()) == (2, 2)
