"""The models one can chat with: each does one thing with the text it is given."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from service.api.context import Context
from service.api.events import Progress
from service.api.openai.conversation import Wanted
from service.api.openai.errors import ModelNotFound
from service.api.resources import resources
from service.api.texts import within_limits
from service.briefs.brief import Bilingual, Brief, Status
from service.briefs.checks import failed
from service.briefs.pipeline import BriefOptions
from service.errors import BadRequest
from service.formats import write
from service.reading import read
from service.reading.document import Document
from service.telemetry.scope import count_characters


@dataclass(frozen=True)
class Made:
    """What came of a text: as text, and as what `json_object` holds."""

    text: str
    json: str
    status: Status = "ok"
    flags: tuple[str, ...] = ()  # messages for the editor
    brief: Brief | None = None


Work = Callable[[Progress], Made]


def translate(scope: Context, text: str, wanted: Wanted) -> Work:
    """The whole text in English; its line breaks stay."""
    if wanted.language not in (None, "en"):
        raise BadRequest("songngu-translate writes English only.", param="messages")
    within_limits(text, scope.settings)
    return lambda progress: _translated(scope, text)


def summary(scope: Context, text: str, wanted: Wanted) -> Work:
    """The points as running text, in Vietnamese unless another language is asked for."""
    document = _document(scope, text)
    return lambda progress: _summary(scope, document, wanted)


def headline(scope: Context, text: str, wanted: Wanted) -> Work:
    """A headline, in English unless another language is asked for."""
    document = _document(scope, text)
    return lambda progress: _headline(scope, document, wanted, progress)


def brief(scope: Context, text: str, wanted: Wanted) -> Work:
    """The brief as Markdown, or whole as JSON."""
    document = _document(scope, text)
    return lambda progress: _brief(scope, document, wanted, progress)


MODELS: dict[str, Callable[[Context, str, Wanted], Work]] = {
    "songngu-translate": translate,
    "songngu-summary": summary,
    "songngu-headline": headline,
    "songngu-brief": brief,
}


def find(name: str) -> Callable[[Context, str, Wanted], Work]:
    """The model of this name. Raises `ModelNotFound`."""
    if name not in MODELS:
        known = list(MODELS)
        raise ModelNotFound(
            f"There is no model {name[:80]!r}; there are {', '.join(known)}.",
            known=known,
            param="model",
        )
    return MODELS[name]


def _document(scope: Context, text: str) -> Document:
    count_characters(len(text))
    return read(text, limit=scope.settings.int("max_chars"))


def _translated(scope: Context, text: str) -> Made:
    (one,) = scope.studio.translate([text], None, resources(scope))
    flags = tuple(dict.fromkeys(check.message for check in failed(one.checks)))
    return Made(one.text, _suggestions(one.text), one.status, flags)


def _summary(scope: Context, document: Document, wanted: Wanted) -> Made:
    vi = scope.studio.summarise(document, words=wanted.words, points=wanted.points).text
    if wanted.language in (None, "vi"):
        return Made(vi, _suggestions(vi))
    english = _translated(scope, vi)
    texts = _sides(Bilingual(vi, english.text), wanted.language or "both")
    return Made("\n\n".join(texts), _suggestions(*texts), english.status, english.flags)


def _headline(scope: Context, document: Document, wanted: Wanted, progress: Progress) -> Made:
    made = scope.studio.brief(
        document, BriefOptions(points=1, resources=resources(scope)), progress
    )
    flags = tuple(flag.message for flag in made.flags if flag.where == "headline")
    texts = _sides(made.headline, wanted.language or "en")
    status: Status = "review" if flags else "ok"
    return Made("\n".join(texts), _suggestions(*texts), status, flags)


def _brief(scope: Context, document: Document, wanted: Wanted, progress: Progress) -> Made:
    options = BriefOptions(wanted.points, wanted.words, resources=resources(scope))
    made = scope.studio.brief(document, options, progress)
    language = wanted.language or "both"
    flags = tuple(f"{flag.where}: {flag.message}" for flag in made.flags)
    text = str(write(made, "markdown", language))  # type: ignore[arg-type]
    return Made(text, str(write(made, "json")), made.status, flags, made)


def _sides(text: Bilingual, language: str) -> list[str]:
    return [text.vi, text.en] if language == "both" else [getattr(text, language)]


def _suggestions(*texts: str) -> str:
    """What Superdesk reads: suggestions, of which an editor takes one."""
    return json.dumps({"suggestions": list(texts)}, ensure_ascii=False)
