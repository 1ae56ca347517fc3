"""Takes a model's shorter wording of a point, where it says nothing the report does not say."""

from collections.abc import Sequence
from dataclasses import replace

from models.compressor import Compressor
from service.briefs.checks import check_summary, failed
from service.briefs.shorten import count
from service.briefs.soundness import stands_alone
from service.briefs.values import DraftPoint
from service.reading.document import Document

_LEAST = 6  # syllables; what is shorter tells nothing


def compressed(
    drafts: Sequence[DraftPoint], document: Document, model: Compressor
) -> list[DraftPoint]:
    """Return the drafts, each in the model's words where these are shorter and sound."""
    sources = [_source(draft, document) for draft in drafts]
    written = model.compress(sources)
    return [
        replace(draft, sentences_vi=tuple(sentences))
        if _better(" ".join(sentences), sentences, draft, source)
        else draft
        for draft, sentences, source in zip(drafts, written, sources, strict=True)
    ]


def _source(draft: DraftPoint, document: Document) -> str:
    """What the point was made of: it may be more than the point had room for."""
    return " ".join(document.sentences[at].text for at in draft.sentences) or draft.vi


def _better(text: str, sentences: Sequence[str], draft: DraftPoint, source: str) -> bool:
    return (
        _LEAST <= count(text) < count(draft.vi)
        and all(stands_alone(sentence) for sentence in sentences)
        and not failed(check_summary(source, text))
    )
