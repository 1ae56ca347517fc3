"""Translations for the APIs of other services: markup, glossaries, one computation for retries."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from models.scheduling.call import ARCHIVE, Call, calling
from service.api.calls import caller
from service.api.context import Context, context
from service.api.keys import principal
from service.api.quotas import charger
from service.briefs.values import Translation
from service.documents.files import FileDesk
from service.documents.kinds import kind_of
from service.glossary.library import Library
from service.glossary.recall import resources_for
from service.glossary.resources import EMPTY, Resources
from service.markup import Kind, MarkupOptions, translate_markup
from service.telemetry.scope import count_characters


@dataclass(frozen=True)
class Wanted:
    """What one request asks for."""

    texts: Sequence[str]
    kind: Kind = "text"
    options: MarkupOptions = field(default=MarkupOptions())
    glossaries: tuple[str, ...] = ()  # ids of stored ones


def translated(wanted: Wanted, count: Callable[[Context], None] | None = None) -> list[Translation]:
    """One translation for each text. The same request again joins the first or its answer.

    `count` is called before anything is translated, and not again for the same.
    Raises `GlossaryNotFound`, `BadMarkup` and the errors of models.
    """
    scope, who, charge = context(), caller(), charger()
    count_characters(sum(map(len, wanted.texts)))
    resources = resources_of(scope, wanted.glossaries)
    limit = scope.settings.float("request_timeout")

    def compute() -> list[Translation]:
        # Not in the name of the request: its client may go and send another.
        deadline = time.monotonic() + limit if limit else None
        charge(sum(map(len, wanted.texts)))
        if count:
            count(scope)
        with calling(Call(who, deadline=deadline)):
            return make(scope, wanted, resources)

    # Each key pays for its own, so only its own requests are taken for the same.
    same = (principal().name, *_key(scope, wanted, resources))
    return scope.sharing.answer(same, compute, limit or None)


def make(scope: Context, wanted: Wanted, resources: Resources) -> list[Translation]:
    """Translate in this thread, without sharing."""
    return translate_markup(
        wanted.texts,
        wanted.kind,
        lambda texts: scope.studio.translate(texts, None, resources),
        wanted.options,
    )


def resources_of(scope: Context, glossaries: Sequence[str]) -> Resources:
    """The terms of stored glossaries in their order, and the memory."""
    first, *rest = glossaries or ("",)
    library = Library(scope.database)
    more = [term for id in rest for term in library.terms(id)]
    found = resources_for(scope.settings, scope.database, glossary=first)
    return Resources((*found.terms, *more), found.memory, first)


def _key(scope: Context, wanted: Wanted, resources: Resources) -> tuple[object, ...]:
    options = wanted.options
    return (
        scope.studio.label("translate", scope.settings.str("translator")),
        scope.settings.bool("diacritics"),
        resources.label,
        resources.memory.revision if resources.memory else EMPTY,
        wanted.kind,
        sorted(options.ignore),
        sorted(options.splitting),
        sorted(options.non_splitting),
        options.outline,
        list(wanted.texts),
    )


def file_desk(scope: Context) -> FileDesk:
    """The desk that translates files with the studio of the application."""

    def work(data: bytes, name: str, glossaries: Sequence[str]) -> bytes:
        resources = resources_of(scope, glossaries)
        with calling(Call("files", priority=ARCHIVE)):
            return kind_of(name).translate(
                data, lambda texts: scope.studio.translate(texts, None, resources)
            )

    return FileDesk(scope.database, work)
