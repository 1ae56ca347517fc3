"""The bodies a report names, with the English that the rules can give them."""

from service.briefs.brief import Bilingual
from service.briefs.titles import Context, TitleParser
from service.glossary import Glossary
from service.glossary.syllables import tokens


def organisations_in(text: str, glossary: Glossary, context: Context) -> tuple[Bilingual, ...]:
    """Every body of `text` whose name begins with a capital, each once, in order."""
    parser = TitleParser(tokens(text), glossary, context)
    found: dict[str, Bilingual] = {}
    at = 0
    while at < len(parser.words):
        word = parser.words[at]
        body = parser.body(at) if word.text[0].isupper() else None
        if body is not None:
            vi = text[word.start : parser.words[body.end - 1].end]
            found.setdefault(body.en.lower(), Bilingual(vi, body.en))
        at = body.end if body else at + 1
    return tuple(found.values())
