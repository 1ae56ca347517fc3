"""What the translation memory learns of a text that an editor settled."""

from service.briefs.brief import Bilingual
from service.glossary.memory import Pair
from service.reading.document import Span
from service.reading.sentences import sentences


def pairs(text: Bilingual) -> list[Pair]:
    """The text sentence by sentence where both sides have as many, else as one pair."""
    vi, en = _sentences(text.vi), _sentences(text.en)
    if len(vi) != len(en):
        vi, en = [text.vi], [text.en]
    return [Pair(one, other) for one, other in zip(vi, en, strict=True)]


def _sentences(text: str) -> list[str]:
    spans = sentences(text, Span(0, len(text)))
    return [text[span.start : span.end] for span in spans]
