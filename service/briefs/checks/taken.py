"""Which parts of a text were read already, so that nothing is read twice."""


class Taken:
    """Half-open ranges of a text of so many characters; asking costs no more for many of them."""

    def __init__(self, size: int) -> None:
        self._marks = bytearray(size)

    def add(self, start: int, end: int) -> None:
        """Take a range."""
        self._marks[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing of a range is taken."""
        return self._marks.find(1, start, end) < 0
