"""Random edits of bytes, texts, JSON and ZIP files."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random
from typing import Any, TypeVar

LONGEST = 60_000  # bytes or characters of a case
_Some = TypeVar("_Some", bytes, str)

# Text that parsers stumble over: controls, surrogates, bidi, marks, huge numbers, broken ends.
NASTY = [
    "", " ", "\x00", "\n", "\r\n", "\t", "\x1b[31m", "\u2028", "\u202e", "\u200b", "\ufeff",
    "\ufffe", "\ud800", "\udfff", "e\u0301\u0323", "a" * 300, "🌸", "İ", "ß", "ﬁ", "²", "½", "٣",
    "Ⅷ", "9" * 30, "-1", "1e999", "NaN", "0x7f", "1.234.567,89", "31/02/2025", "00/00/0000",
    "9999-12-31", "0001-01-01", "2025-01-08T25:61:61+99:99", "<b>", "</b>", "<!--", "]]>",
    "<![CDATA[", "&#0;", "&#xD800;", "&lol;", "<?xml?>", "{{", "}}", "%s", "\\u0000", "'", '"',
    "`", "|", "../..", "[0]", "http://127.0.0.1/", "//", "file:///etc/passwd", "a@b", "()",
    "(((((", "[](", "*" * 20, "_" * 20,
]  # fmt: skip
VALUES: list[Any] = [
    None, True, False, 0, -1, 1, 7, 2**31, 2**63, 2**64, 10**40, -0.0, 0.5, 1e308, "", [], {},
    [None], [[]], [{}], {"": None}, {"a": {"b": []}}, "1", "true", "null",
]  # fmt: skip


def edit_bytes(random: Random, case: bytes, seeds: Sequence[bytes]) -> bytes:
    """A file after one to six edits."""
    words = [word.encode("utf-8", "surrogatepass") for word in NASTY]
    for _ in range(random.randint(1, 6)):
        edit: Callable[..., bytes] = random.choice((*_EDITS, _flip, _number))
        case = edit(random, case, words, seeds)[:LONGEST]
    return case


def edit_text(random: Random, case: str, seeds: Sequence[str]) -> str:
    """A text after one to six edits."""
    for _ in range(random.randint(1, 6)):
        case = random.choice(_EDITS)(random, case, NASTY, seeds)[:LONGEST]
    return case


def edit_zip(random: Random, case: bytes, seeds: Sequence[bytes]) -> bytes:
    """A ZIP file with one member edited, and now and then its own bytes."""
    if random.random() < 0.15:
        return edit_bytes(random, case, seeds)
    with zipfile.ZipFile(io.BytesIO(case)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice([one for one in members if one.endswith((".xml", ".rels"))] or [*members])
    members[name] = edit_bytes(random, members[name], list(members.values()))
    if random.random() < 0.1:
        members.pop(random.choice([*members]))
    return zipped(members)


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP file of members by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def edit_json(random: Random, value: Any) -> Any:
    """A JSON value with one to four of its places changed."""
    value = _copied(value)
    for _ in range(random.randint(1, 4)):
        value = _changed(random, value, 0)
    return value


def edit_json_bytes(random: Random, case: bytes, seeds: Sequence[bytes]) -> bytes:
    """A JSON file with its values changed, and now and then its bytes."""
    if random.random() < 0.3:
        return edit_bytes(random, case, seeds)
    try:
        values = [json.loads(line) for line in case.splitlines() if line.strip()]
    except ValueError:
        return edit_bytes(random, case, seeds)
    return b"\n".join(dumped(random, edit_json(random, value)) for value in values)


def dumped(random: Random, value: Any) -> bytes:
    """JSON as some client writes it: escaped or not, lone surrogates always escaped."""
    plain = random.random() < 0.5
    try:
        return json.dumps(value, ensure_ascii=not plain).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()
    except RecursionError:
        return b"[" * 100_000


def _changed(random: Random, value: Any, depth: int) -> Any:
    inner = isinstance(value, dict | list) and value and random.random() < 0.85 and depth < 8
    if inner and isinstance(value, dict):
        name = random.choice([*value])
        return _member(random, value, name, depth)
    if inner:
        place = random.randrange(len(value))
        value[place] = _changed(random, value[place], depth + 1)
        return value
    return _replaced(random, value)


def _member(random: Random, value: dict[str, Any], name: str, depth: int) -> dict[str, Any]:
    luck = random.random()
    if luck < 0.1:
        del value[name]
    elif luck < 0.2:
        value[random.choice(NASTY)] = value[name]
    else:
        value[name] = _changed(random, value[name], depth + 1)
    return value


def _replaced(random: Random, value: Any) -> Any:
    luck = random.random()
    if isinstance(value, str) and luck < 0.5:
        return edit_text(random, value, [value])
    if luck < 0.6:
        return random.choice(NASTY)
    if luck < 0.7:
        return [value] * random.choice((1, 2, 300))
    if luck < 0.75:
        return _nested(value, random.choice((3, 100, 400)))
    return _copied(random.choice(VALUES))


def _copied(value: Any) -> Any:
    try:
        return deepcopy(value)
    except RecursionError:
        return value


def _nested(value: Any, depth: int) -> Any:
    for _ in range(depth):
        value = [value]
    return value


def _range(random: Random, case: _Some) -> tuple[int, int]:
    start = random.randrange(len(case) + 1)
    return start, min(len(case), start + random.choice((1, 2, 5, 20, 200)))


def _cut(random: Random, case: _Some, words: Sequence[_Some], seeds: Sequence[_Some]) -> _Some:
    return case[: random.randrange(len(case) + 1)]


def _drop(random: Random, case: _Some, words: Sequence[_Some], seeds: Sequence[_Some]) -> _Some:
    start, end = _range(random, case)
    return case[:start] + case[end:]


def _repeat(random: Random, case: _Some, words: Sequence[_Some], seeds: Sequence[_Some]) -> _Some:
    start, end = _range(random, case)
    times = random.choice((2, 3, 10, 100, 1000))
    return case[:end] + case[start:end] * times + case[end:]


def _insert(random: Random, case: _Some, words: Sequence[_Some], seeds: Sequence[_Some]) -> _Some:
    start, _ = _range(random, case)
    return case[:start] + random.choice(words) + case[start:]


def _replace(random: Random, case: _Some, words: Sequence[_Some], seeds: Sequence[_Some]) -> _Some:
    start, end = _range(random, case)
    return case[:start] + random.choice(words) + case[end:]


def _splice(random: Random, case: _Some, words: Sequence[_Some], seeds: Sequence[_Some]) -> _Some:
    other = random.choice(seeds)
    start, end = _range(random, other)
    place, _ = _range(random, case)
    return case[:place] + other[start : end + 40] + case[place:]


def _move(random: Random, case: _Some, words: Sequence[_Some], seeds: Sequence[_Some]) -> _Some:
    start, end = _range(random, case)
    taken, rest = case[start:end], case[:start] + case[end:]
    place = random.randrange(len(rest) + 1)
    return rest[:place] + taken + rest[place:]


def _flip(random: Random, case: bytes, words: object, seeds: object) -> bytes:
    data = bytearray(case)
    for _ in range(random.choice((1, 1, 4, 20)) if data else 0):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(data)


def _number(random: Random, case: bytes, words: object, seeds: object) -> bytes:
    """A whole number of two or four bytes in place of others: lengths and offsets lie."""
    number = random.choice((0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
    start, size = random.randrange(len(case) + 1), random.choice((2, 4))
    return case[:start] + (number % (1 << 8 * size)).to_bytes(size, "little") + case[start + size :]


_EDITS: tuple[Any, ...] = (_cut, _drop, _repeat, _insert, _insert, _replace, _splice, _move)
