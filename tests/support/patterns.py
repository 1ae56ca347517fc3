"""Every regular expression of the code, and strings that make expressions explode."""

import ast
import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
PACKAGES = ("models", "prompts", "service")
# What they import is heavy, optional or begins to work.
_LEFT_OUT = ("migrations", "training", "bench", "__main__", "cluster", "evaluation", "gguf")
_ANCHORED = {"match", "fullmatch"}
_CALLS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}


class TooSlow(Exception):
    """An expression used up its processor time."""


@contextmanager
def processor_seconds(seconds: float) -> Iterator[None]:
    """Raise `TooSlow` after so much work of this process, however busy the machine is."""

    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@dataclass(frozen=True)
class Used:
    """An expression, and whether it is only ever tried at one place of a text."""

    pattern: re.Pattern[str]
    anchored: bool

    def run(self, text: str) -> None:
        """Use it as the code does."""
        if self.anchored:
            self.pattern.match(text)
        else:
            for _ in self.pattern.finditer(text):
                pass


def patterns() -> dict[str, Used]:
    """The expressions of the code, those put together at import too, by where they are."""
    found: dict[str, Used] = {}
    for module in _modules():
        anchored = _anchored(Path(str(module.__file__)))
        for name, value in vars(module).items():
            for number, one in enumerate(_within(value)):
                found[f"{module.__name__}.{name}[{number}]"] = Used(one, name in anchored)
    for path in sorted(one for package in PACKAGES for one in (ROOT / package).rglob("*.py")):
        for line, one in _written(path):
            found.setdefault(f"{path.relative_to(ROOT)}:{line}", one)
    unique = {(one.pattern.pattern, one.pattern.flags, one.anchored): name
              for name, one in reversed(found.items())}  # fmt: skip
    return {name: found[name] for name in sorted(unique.values())}


def _anchored(path: Path) -> set[str]:
    """The names in a file of which only `match` and `fullmatch` are called."""
    called: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Subscript):
            value = node.value.value if isinstance(node.value, ast.Subscript) else node.value
            if isinstance(value, ast.Name):
                called.setdefault(value.id, set()).add(node.attr)
    return {name for name, calls in called.items()
            if (used := calls & _CALLS) and used <= _ANCHORED}  # fmt: skip


def _modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        yield (top := importlib.import_module(package))
        for info in pkgutil.walk_packages(top.__path__, f"{package}."):
            if not set(info.name.split(".")) & set(_LEFT_OUT):
                with suppress(ImportError):  # of an extra
                    yield importlib.import_module(info.name)


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _within(one)
    elif isinstance(value, list | tuple | set | frozenset) and len(value) < 1000:
        for one in value:
            yield from _within(one)


def _written(path: Path) -> Iterator[tuple[int, Used]]:
    """Expressions that stand as a string in a call of `re`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        named = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        if named and node.func.attr in _CALLS - {"compile"} and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                with suppress(re.error):
                    yield node.lineno, Used(re.compile(first.value), node.func.attr in _ANCHORED)


_UNITS = (
    "a", "A", "ă", "0", " ", "\t", "\n", "\r\n", "\u00a0", ".", ",", "-", "_", "/", ":", ";", "(",
    "[", "{", "<", ">", "&", "#", "=", "'", '"', "“", "\\", "|", "*", "`", "!", "?", "%", "@", "~",
    "$", "^", "a ", "A ", "0 ", "0.", "0,", ", ", " , ", "1/", "a.", "a,", "a-", "a/", "A. ",
    "a\n", " \n",
    "\n\n", "<a", "</", "<!--", "<![", "<a ", "<a b=", "<?", "&#", "{{", "[[", "](", "**", "a=b ",
    "https://a", "a@a.", "năm ", "ngày 1 ", "Quân khu ", "tỉnh A, ", "Trung tướng A ", "1 tỷ ",
    "000.", "%0", "Ab ", "Ab Cd ", "the A of ", "no ", "million ", "- ", "1. ", "sng_", "a:a\n",
)  # fmt: skip


def strings(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Strings that go on matching and then do not: units over and over, after any beginning."""
    literal = re.sub(r"\\.|[^\w\s<>\"'-]", "", pattern.pattern)[:40].strip()
    for unit in _UNITS:
        yield unit * (length // len(unit)) + "\x00"
    for unit in filter(None, (literal, f"{literal} ", f"{literal}a", "a", "0", " ", "A ")):
        yield f"{literal[:12]}{unit * (length // len(unit))}\x00"
