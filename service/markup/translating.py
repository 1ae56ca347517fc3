"""Translate documents with markup: their sentences in one batch, their tags put back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from service.briefs.checks import failed
from service.briefs.values import Translation
from service.markup.html import html_parts
from service.markup.markdown import markdown_parts
from service.markup.nodes import Part, Unit
from service.markup.options import Kind, MarkupOptions
from service.markup.pieces import piecewise, texts_of
from service.markup.placing import NotPlaced, Placer, Shown, parts_to_ask, shown
from service.markup.xml import xml_parts

Translate = Callable[[Sequence[str]], Sequence[Translation]]

_READERS: Mapping[str, Callable[[str, MarkupOptions], list[Part]]] = {
    "html": html_parts,
    "xml": xml_parts,
    "markdown": markdown_parts,
}
DEFAULTS = MarkupOptions()


def translate_markup(
    texts: Sequence[str], kind: Kind, translate: Translate, options: MarkupOptions = DEFAULTS
) -> list[Translation]:
    """Translate each text, its tags kept and the result as well formed as the source.

    `translate` is called once, with all sentences of all texts and with the parts that show where
    their tags go. Raises `BadMarkup` for XML that is not well formed.
    """
    if kind == "text":
        return list(translate(texts))
    documents = [_READERS[kind](text, options) for text in texts]
    looks = {id(part): shown(part.nodes) for parts in documents for part in _units(parts)}
    asked = dict.fromkeys(
        text
        for parts in documents
        for unit in _units(parts)
        for text in _asked(unit, looks[id(unit)])
    )
    found = translate(list(asked)) if asked else ()
    answers = Answers(dict(zip(asked, found, strict=True)))
    return [_document(parts, looks, answers) for parts in documents]


@dataclass(frozen=True)
class Answers:
    """What every text that was asked became."""

    made: Mapping[str, Translation]

    @cached_property
    def texts(self) -> dict[str, str]:
        return {text: one.text for text, one in self.made.items()}


def _units(parts: Sequence[Part]) -> Iterator[Unit]:
    return (part for part in parts if isinstance(part, Unit))


def _asked(unit: Unit, look: Shown) -> list[str]:
    whole = look.text(unit.nodes)
    return [whole] if len(unit.nodes) == 1 else [whole, *parts_to_ask(unit.nodes, look)]


def _document(parts: Sequence[Part], looks: Mapping[int, Shown], answers: Answers) -> Translation:
    used = [_unit(unit, looks[id(unit)], answers) for unit in _units(parts)]
    count = max((len(one.alternatives) for one in used), default=0)
    texts = [_joined(parts, [_choice(one, n) for one in used]) for n in range(count + 1)]
    alternatives = tuple(dict.fromkeys(text for text in texts[1:] if text != texts[0]))
    return replace(_together(texts[0], used), alternatives=alternatives)


def _together(text: str, used: Sequence[Translation]) -> Translation:
    """What was found out about all that `text` was made of."""
    checks = tuple(check for one in used for check in one.checks)
    return Translation(
        text,
        checks,
        "review" if failed(checks) else "ok",
        min((one.score for one in used if one.text), default=0.0),
        sum(one.tokens for one in used),
        tuple(dict.fromkeys(term for one in used for term in one.terms)),
        tuple(dict.fromkeys(like for one in used for like in one.suggestions)),
        confidence=min((one.confidence for one in used if one.text), default=0.0),
    )


def _choice(made: Translation, number: int) -> str:
    """The translation, or its alternative of that number where it has so many."""
    return [made.text, *made.alternatives][number if number <= len(made.alternatives) else 0]


def _joined(parts: Sequence[Part], units: Sequence[str]) -> str:
    rest = iter(units)
    return "".join(next(rest) if isinstance(part, Unit) else part for part in parts)


def _unit(unit: Unit, look: Shown, answers: Answers) -> Translation:
    """The translation of a unit with its tags in it."""
    whole = answers.made[look.text(unit.nodes)]
    text = _placed(unit, look, whole.text, answers)
    if text is None:
        asked = [answers.made[one] for one in texts_of(unit.nodes) if one in answers.made]
        return _together(piecewise(unit.nodes, answers.texts, unit.coding), asked)
    others = (_placed(unit, look, other, answers) for other in whole.alternatives)
    return replace(whole, text=text, alternatives=tuple(one for one in others if one is not None))


def _placed(unit: Unit, look: Shown, sentence: str, answers: Answers) -> str | None:
    if not sentence.strip():
        return None  # a text that became nothing stays as it is
    try:
        return Placer(sentence, look, answers.texts, unit.coding).render(unit.nodes)
    except NotPlaced:
        return None
