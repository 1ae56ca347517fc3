"""No regular expression of the code explodes, whatever text it is given."""

import re

import pytest
from patterns import TooSlow, Used, patterns, processor_seconds, strings

LENGTH = 400
SECONDS = 1.0  # of the processor, for all strings; what grows with the square takes a tenth of it


@pytest.fixture(scope="module")
def known() -> dict[str, Used]:
    return patterns()


def test_the_expressions_are_found(known: dict[str, Used]) -> None:
    assert len(known) > 300
    for name in ("service.api.access._ID[0]", "service.reading.clauses._BULLET[0]"):
        assert name in known


def explodes(one: Used, seconds: float = SECONDS) -> bool:
    try:
        with processor_seconds(seconds):
            for text in strings(one.pattern, LENGTH):
                one.run(text)
    except TooSlow:
        return True
    return False


def test_none_explodes(known: dict[str, Used]) -> None:
    assert [(name, one.pattern.pattern) for name, one in known.items() if explodes(one)] == []


@pytest.mark.parametrize("bad", [r"(a+)+$", r"(a|a)*b", r"(\w+\s?)*!", r"(?:\s*,\s*)*;", r"(.*)*x"])
def test_one_that_can_explode_is_found(bad: str) -> None:
    assert explodes(Used(re.compile(bad), anchored=False), 0.2)
