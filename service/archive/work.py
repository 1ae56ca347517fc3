"""What is done with one article: the one function behind batches, jobs over HTTP and Ray."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from models.errors import DamagedModel, ModelNotInstalled, SongnguError, UnknownModel
from service.archive.article import Article
from service.archive.database import DatabaseAway
from service.archive.sentences import Tally
from service.briefs.checks import failed
from service.briefs.values import BriefOptions
from service.errors import UnreadableInput
from service.reading import read
from service.telemetry.scope import count_characters

if TYPE_CHECKING:
    from service.briefs.known import Known
    from service.briefs.pipeline import Studio
    from service.reading.document import Document
    from service.settings import Settings

Task = Literal["brief", "translate", "summarise"]
TASKS: tuple[Task, ...] = ("brief", "translate", "summarise")

# Without its model no article can be done, so these end a batch instead of failing every row.
OF_THE_MODEL = (UnknownModel, ModelNotInstalled, DamagedModel)


@dataclass(frozen=True)
class Errand:
    """What every article of a batch goes through."""

    task: Task = "brief"
    options: BriefOptions = field(default_factory=BriefOptions)


@dataclass(frozen=True)
class Outcome:
    """What became of one article. `body` is JSON: a Brief, a translation or a summary."""

    id: str
    name: str
    key: str  # of the article: `Article.key`
    state: Literal["done", "failed"]
    status: str = ""  # "ok" or "review", "" where it failed or nothing is checked
    code: str = ""  # of the error
    error: str = ""  # a sentence
    seconds: float = 0.0
    sentences: int = 0  # that had to be translated
    reused: int = 0  # of those, translated before
    body: dict[str, Any] = field(default_factory=dict)


def work(
    article: Article,
    errand: Errand,
    studio: Studio,
    settings: Settings,
    known: Known | None = None,
    charge: Callable[[int], None] | None = None,
) -> Outcome:
    """Do the errand for one article; whatever is wrong with it becomes its outcome.

    `known` holds sentences translated before; `charge` is told of the characters of the article
    before it is worked on, and its `SongnguError` is an outcome too. Raises only what
    would befall every other article too: the errors `OF_THE_MODEL`, and `DatabaseAway`.
    """
    start, tally = time.monotonic(), Tally(known)
    try:
        document = _document(article, settings)
        if charge:
            charge(len(document.text))
        status, body = _DO[errand.task](studio, document, errand.options, tally)
        outcome = Outcome(article.id, article.name, article.key, "done", status, body=body)
    except (*OF_THE_MODEL, DatabaseAway):
        raise
    except SongnguError as error:
        outcome = failure(article, error.code, error.message)
    except Exception as error:  # noqa: BLE001 - a bad article never stops a batch
        message = f"An unexpected {type(error).__name__} ({error})."
        outcome = failure(article, SongnguError.code, message)
    seconds = round(time.monotonic() - start, 3)
    return dataclasses.replace(outcome, seconds=seconds, sentences=tally.asked, reused=tally.found)


def failure(article: Article, code: str, message: str) -> Outcome:
    """The outcome of an article that could not be done."""
    return Outcome(article.id, article.name, article.key, "failed", code=code, error=message)


def settings_digest(errand: Errand, studio: Studio, settings: Settings) -> str:
    """The same for the same errand, models, settings and glossary; loads the models it names."""
    options = errand.options
    summariser = options.summariser or settings.str("summariser")
    translator = options.translator or settings.str("translator")
    diacritics = settings.bool("diacritics") if options.diacritics is None else options.diacritics
    memory = options.resources.memory
    parts = {
        "task": errand.task,
        "points": options.points or settings.int("points"),
        "words": options.words or settings.int("words"),
        "diacritics": diacritics,
        "summariser": studio.label("summarise", summariser) if errand.task != "translate" else "",
        "translator": studio.label("translate", translator) if errand.task != "summarise" else "",
        "terms": [repr(term) for term in options.resources.terms],
        "memory": memory.revision if memory else "",
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]


def _document(article: Article, settings: Settings) -> Document:
    if article.problem:
        raise UnreadableInput(article.problem)
    document = read(
        article.content,
        title=article.title,
        url=article.url,
        published=article.published,
        content_type=article.content_type or None,
        name=article.name,
        limit=settings.int("max_chars"),
    )
    count_characters(len(document.text))
    return document


def _brief(
    studio: Studio, document: Document, options: BriefOptions, tally: Tally
) -> tuple[str, dict[str, Any]]:
    made = studio.brief(document, options)
    return made.status, dataclasses.asdict(made)


def _summarise(
    studio: Studio, document: Document, options: BriefOptions, tally: Tally
) -> tuple[str, dict[str, Any]]:
    made = studio.summarise(document, options.words, options.points, options.summariser)
    return "", {"summary": made.text, "points": list(made.points)}


def _translate(
    studio: Studio, document: Document, options: BriefOptions, tally: Tally
) -> tuple[str, dict[str, Any]]:
    """Title and text together, so that both are read in the same context."""
    texts = [document.title, document.text]
    title, text = studio.translate(texts, options.translator, options.resources, tally)
    flags = [
        {"code": check.name, "message": check.message}
        for one in (title, text)
        for check in failed(one.checks)
    ]
    status = "review" if flags else "ok"
    return status, {"title": title.text, "text": text.text, "flags": flags}


_DO = {"brief": _brief, "translate": _translate, "summarise": _summarise}
