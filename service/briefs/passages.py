"""Translates whole texts: cut into sentences, translated together, put together again."""

from collections.abc import Iterator, Sequence

from models.translator import Translator
from service.briefs.checks import failed
from service.briefs.checks.spans import anchored, starts
from service.briefs.known import Forgetful, Known, Reuser, scope_of
from service.briefs.remembering import RememberingDesk
from service.briefs.roles import context_of
from service.briefs.searching import DEFAULT
from service.briefs.translating import Desk
from service.briefs.values import Translation
from service.glossary import load_glossary
from service.glossary.resources import NOTHING, Resources, glossary_with
from service.reading.sentences import paragraphs, sentences

_MOST_WORDS = 90  # longer sentences are cut at semicolons: models lose the end of them


def translate_passages(
    texts: Sequence[str],
    translator: Translator,
    diacritics: bool,
    resources: Resources = NOTHING,
    known: Known | None = None,
    search: str = DEFAULT,
) -> list[Translation]:
    """Return one translation a text; line breaks inside a text stay where they were.

    A sentence that comes again, or that is `known`, is not translated again.
    """
    context = context_of(" ".join(texts), diacritics=diacritics)
    glossary = glossary_with(resources.terms, load_glossary())
    scope = scope_of(translator, glossary, diacritics, search)
    maker = Desk(translator, glossary, context, search=search)
    reuser = Reuser(maker, known or Forgetful(), scope, context)
    desk = RememberingDesk(reuser, resources.memory)
    rows = [
        [[text]] if desk.knows(text) else [cut(line) for line in text.split("\n")] for text in texts
    ]
    flat = [piece for row in rows for line in row for piece in line]
    # A line without a full stop is a heading or a list item: it gets none in English either.
    made = iter(_translated(desk, flat))
    translated = [[[next(made) for _ in line] for line in row] for row in rows]
    return [_joined(*all) for all in zip(texts, rows, translated, strict=True)]


def cut(line: str) -> list[str]:
    """The sentences of a line; overlong ones by their semicolons."""
    found = []
    for sentence in _sentences(line):
        long = len(sentence.split()) > _MOST_WORDS
        found += _parts(sentence) if long else [sentence]
    return found


def _sentences(line: str) -> list[str]:
    spans = [span for part in paragraphs(line) for span in sentences(line, part)]
    return [line[span.start : span.end] for span in spans] or ([line] if line.strip() else [])


def _parts(sentence: str) -> list[str]:
    parts = sentence.split("; ")
    return [f"{part};" for part in parts[:-1]] + parts[-1:]


def _translated(desk: RememberingDesk, pieces: Sequence[str]) -> list[Translation]:
    ended = [piece.rstrip().endswith((".", "!", "?", "…", '."', ".”")) for piece in pieces]
    return desk.translate(pieces, sentence=ended)


def _joined(
    source: str, rows: Sequence[Sequence[str]], lines: Sequence[Sequence[Translation]]
) -> Translation:
    made = [one for line in lines for one in line]
    text = "\n".join(" ".join(one.text for one in line) for line in lines)
    pieces = [piece for row in rows for piece in row]
    places = zip(starts(source, pieces), starts(text, [one.text for one in made]), strict=True)
    checks = tuple(
        anchored(check, source, text, after=place)
        for one, place in zip(made, places, strict=True)
        for check in one.checks
    )
    scores = [one.score for one in made if one.text]
    return Translation(
        text,
        checks,
        "review" if failed(checks) else "ok",
        min(scores, default=0.0),
        sum(one.tokens for one in made),
        tuple(dict.fromkeys(term for one in made for term in one.terms)),
        tuple(dict.fromkeys(like for one in made for like in one.suggestions)),
        tuple(_alternatives(lines)),
        min((one.confidence for one in made if one.text), default=0.0),
    )


def _alternatives(lines: Sequence[Sequence[Translation]]) -> Iterator[str]:
    """The whole with the next best of each sentence that has one, then with the one after it."""
    most = max((len(one.alternatives) for line in lines for one in line), default=0)
    for rank in range(most):
        yield "\n".join(
            " ".join([*one.alternatives[rank : rank + 1], one.text][0] for one in line)
            for line in lines
        )
