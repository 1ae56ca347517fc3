"""A desk that asks the memory first: what an editor settled needs no model."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from service.briefs.brief import Check
from service.briefs.known import Reuser
from service.briefs.translating import Desk, Ends, each
from service.briefs.values import DraftPoint, Translation
from service.glossary.resources import Memory, Suggestion

NAME = "memory"
SUGGESTIONS = 3  # for one sentence: more than an editor reads
LEAST = 70  # score: below it, mending takes longer than translating


class RememberingDesk:
    """Answers as `Desk` does; a sentence in the memory is given back as the editor wrote it."""

    def __init__(self, desk: Desk | Reuser, memory: Memory | None) -> None:
        self._desk, self._memory = desk, memory

    def translate(
        self,
        texts: Sequence[str],
        *,
        sentence: Ends = True,
        report: Callable[[float], None] | None = None,
    ) -> list[Translation]:
        """One translation for each text, in order; new ones come with suggestions."""
        settled = [self._settled(text) for text in texts]
        asked = [
            (text, end)
            for text, end, en in zip(texts, each(sentence, texts), settled, strict=True)
            if en is None
        ]
        open_texts, ends = [text for text, _ in asked], [end for _, end in asked]
        made = iter(self._desk.translate(open_texts, sentence=ends, report=report))
        return [
            replace(next(made), suggestions=self._similar(text)) if en is None else recalled(en)
            for text, en in zip(texts, settled, strict=True)
        ]

    def knows(self, text: str) -> bool:
        """Whether the memory holds the whole of a text."""
        return self._settled(text) is not None

    def gathered(self, drafts: Sequence[DraftPoint]) -> list[DraftPoint]:
        """The drafts, with the sentences of one that was settled as a whole taken together."""
        return [
            replace(draft, sentences_vi=(draft.vi,))
            if len(draft.sentences_vi) > 1 and self.knows(draft.vi)
            else draft
            for draft in drafts
        ]

    def _settled(self, text: str) -> str | None:
        return self._memory.exact(text) if self._memory and text.strip() else None

    def _similar(self, text: str) -> tuple[Suggestion, ...]:
        found = self._memory.similar(text, SUGGESTIONS, LEAST) if self._memory else ()
        return tuple(found)


def recalled(en: str) -> Translation:
    """A translation that an editor settled."""
    return Translation(
        en, (Check(NAME, True, "An editor settled this translation."),), score=1.0, confidence=1.0
    )
