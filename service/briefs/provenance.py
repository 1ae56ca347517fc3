"""How a brief was made: models, prompts and settings, and the id that follows from them."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from models.catalogue import find
from models.translator import Translator
from service.briefs.brief import Provenance
from service.briefs.searching import DEFAULT
from service.briefs.studio_models import label
from service.glossary.resources import EMPTY, NOTHING, Resources
from service.reading.document import Document


@dataclass(frozen=True)
class Wanted:
    """Options with the settings filled in."""

    points: int
    words: int | None
    summariser: str
    translator: str
    diacritics: bool
    resources: Resources = NOTHING
    search: str = DEFAULT


def provenance(
    wanted: Wanted, summariser: Any, translator: Translator, seconds: float
) -> Provenance:
    prompts = [*getattr(summariser, "prompts", []), *translator.prompts]
    return Provenance(
        summariser=label(summariser, find(wanted.summariser, "summarise")),
        translator=label(translator, translator.spec),
        prompts=tuple(prompts),
        settings=settings_of(wanted),
        seconds=round(seconds, 2),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        software=f"songngu {software_version()}",
    )


def settings_of(wanted: Wanted) -> tuple[tuple[str, str], ...]:
    """What was asked for, as provenance keeps it."""
    return (
        ("points", str(wanted.points)),
        ("words", str(wanted.words or "")),
        ("diacritics", str(wanted.diacritics).lower()),
        *((("search", wanted.search),) if wanted.search != DEFAULT else ()),
        *(pair for pair in _brought(wanted.resources) if pair[1]),
    )


def _brought(resources: Resources) -> tuple[tuple[str, str], ...]:
    """The glossary as `id@digest`, the memory by its revision; "" where there is none."""
    revision = resources.memory.revision if resources.memory else EMPTY
    return (
        ("glossary", resources.label),
        ("memory", "" if revision == EMPTY else revision),
    )


def identity(document: Document, wanted: Wanted, summariser: Any, translator: Translator) -> str:
    """The same report, models and settings give the same id; anything else another."""
    parts = (
        document.sha256,
        label(summariser, find(wanted.summariser, "summarise")),
        label(translator, translator.spec),
        *(f"{name}={value}" for name, value in settings_of(wanted)),
        document.title,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def software_version() -> str:
    """The installed version of songngu."""
    try:
        return version("songngu")
    except PackageNotFoundError:
        return "0"
