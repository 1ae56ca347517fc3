"""Templates for instruction models: one file a task and variant, loaded by name."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_FRONT_MATTER = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<text>.*)", re.DOTALL)
_VARIABLE = re.compile(r"\{\{(\w+)\}\}")
_TAG = re.compile(r"</(\w+)>")
_BLANK = r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"


class BadPrompt(ValueError):
    """A template is missing or malformed, or its variables were not the ones given."""


@dataclass(frozen=True)
class Prompt:
    """One template. `{{name}}` in its text is a variable."""

    name: str
    version: str
    language: str  # of the instruction: vi or en
    task: str
    variables: tuple[str, ...]
    text: str

    @property
    def label(self) -> str:
        """`name@version`, for provenance."""
        return f"{self.name}@{self.version}"

    @property
    def opening(self) -> str:
        """What every rendering starts with: the text before the first variable."""
        return self.text.partition("{{")[0]

    def render(self, **values: object) -> str:
        """Fill the variables in. Values are data: nothing in them is read as a template.

        A tag that delimits a variable in the template cannot be closed or opened by a value.
        Raises `BadPrompt` when a variable is missing or one is not of this template.
        """
        if set(values) != set(self.variables):
            wanted, given = ", ".join(self.variables), ", ".join(sorted(values))
            raise BadPrompt(f"Prompt {self.name} takes {wanted}; it was given {given or 'none'}.")
        filled = {name: self._inert(str(value)) for name, value in values.items()}
        return _VARIABLE.sub(lambda match: filled[match[1]], self.text)

    def _inert(self, value: str) -> str:
        tags = "|".join(set(_TAG.findall(self.text)))
        if not tags:
            return value
        # Characters that nobody sees do not make another tag of it.
        return re.sub(rf"<(?={_BLANK}/?{_BLANK}(?:{tags})\b)", "‹", value, flags=re.I)


def load(name: str) -> Prompt:
    """Return the template `name`, e.g. "translate.en". Raises `BadPrompt` if there is none."""
    return _load(name)


def names() -> list[str]:
    """Return the names of all templates, sorted."""
    return sorted(file.name[:-3] for file in files(__name__).iterdir() if file.name.endswith(".md"))


@lru_cache(maxsize=64)
def _load(name: str) -> Prompt:
    if name not in names():
        raise BadPrompt(f"There is no prompt {name!r}; there are {', '.join(names())}.")
    return parse(files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8"))


def parse(source: str) -> Prompt:
    """Read a template with its front matter. Raises `BadPrompt` where they disagree."""
    match = _FRONT_MATTER.fullmatch(source)
    if match is None:
        raise BadPrompt("A prompt starts with front matter between two lines of ---.")
    rows = (line.partition(":") for line in match["head"].splitlines())
    head = {key.strip(): value.strip() for key, _, value in rows}
    try:
        variables = tuple(re.findall(r"\w+", head["variables"]))
        text = match["text"].strip("\n")
        prompt = Prompt(
            head["name"], head["version"], head["language"], head["task"], variables, text
        )
    except KeyError as error:
        raise BadPrompt(f"The front matter of a prompt lacks {error}.") from error
    if (used := set(_VARIABLE.findall(text))) != set(variables):
        raise BadPrompt(f"Prompt {prompt.name} declares {variables} but uses {sorted(used)}.")
    return prompt
