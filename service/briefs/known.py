"""Sentences translated before: asked for by a key that says all that their English depends on."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from models.translator import Translator
from service.briefs.confidence import DOUBTFUL
from service.briefs.provenance import software_version
from service.briefs.searching import DEFAULT
from service.briefs.studio_models import label
from service.briefs.titles import Context
from service.briefs.translating import Desk, Ends, each
from service.briefs.values import Translation
from service.glossary.matcher import Glossary


class Known(Protocol):
    """Keeps translations by key, for one process or for many."""

    def find(self, keys: Sequence[str]) -> Mapping[str, Translation]:
        """Those of the keys that are known."""

    def keep(self, made: Mapping[str, Translation]) -> None:
        """Remember what was made."""


class Forgetful:
    """Knows nothing and keeps nothing."""

    def find(self, keys: Sequence[str]) -> Mapping[str, Translation]:
        return {}

    def keep(self, made: Mapping[str, Translation]) -> None:
        return None


class Reuser:
    """Translates each different sentence once, and only where it is not known."""

    def __init__(self, desk: Desk, known: Known, scope: str, context: Context) -> None:
        self._desk, self._known, self._scope, self._context = desk, known, scope, context

    def translate(
        self,
        texts: Sequence[str],
        *,
        sentence: Ends = True,
        report: Callable[[float], None] | None = None,
    ) -> list[Translation]:
        """One translation for each text, in order; as `Desk.translate`."""
        asked = list(zip(texts, each(sentence, texts), strict=True))
        keys = {one: self._key(*one) for one in dict.fromkeys(asked)}
        found = dict(self._known.find([keys[one] for one in asked]))
        missing = [one for one, key in keys.items() if key not in found]
        made = self._desk.translate(
            [text for text, _ in missing], sentence=[end for _, end in missing], report=report
        )
        fresh = {keys[one]: english for one, english in zip(missing, made, strict=True)}
        self._known.keep(fresh)
        found |= fresh
        return [found[keys[one]] for one in asked]

    def _key(self, text: str, sentence: bool) -> str:
        # Most sentences mean the same in every report; the few others say which.
        context = repr(self._context.touching(text))
        return _digest((self._scope, context, str(sentence), text))


def scope_of(
    translator: Translator, glossary: Glossary, diacritics: bool, search: str = DEFAULT
) -> str:
    """What the English of every sentence depends on beside its own words."""
    return _digest(
        (
            software_version(),
            label(translator, translator.spec),
            *translator.prompts,
            str(diacritics),
            glossary.digest,
            str(DOUBTFUL),
            search,
        )
    )


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
