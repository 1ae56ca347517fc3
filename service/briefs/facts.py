"""What an editor asks first: when, where, who, which bodies, how many."""

from service.briefs.brief import Bilingual, Facts, Person
from service.briefs.figures import figures_in
from service.briefs.moments import when_of, where_of
from service.briefs.organisations import organisations_in
from service.briefs.roles import PersonMention, context_of, people_in
from service.briefs.titles import Context
from service.glossary import Glossary
from service.glossary.syllables import syllable_key
from service.reading.document import Document


def extract_facts(document: Document, glossary: Glossary, *, diacritics: bool = True) -> Facts:
    """Read the facts of a report by rule; English names keep their diacritics when told to."""
    context = context_of(document.text, document.dateline.place, diacritics=diacritics)
    when, day = when_of(document)
    return Facts(
        when=when,
        date=day,
        where=where_of(document, glossary, context),
        people=_people(document.text, glossary, context),
        organisations=organisations_in(document.text, glossary, context),
        figures=figures_in(document.text, glossary),
    )


def _people(text: str, glossary: Glossary, context: Context) -> tuple[Person, ...]:
    """Each person once, with the fullest role that any mention gives."""
    mentions: dict[str, PersonMention] = {}
    for mention in people_in(text, glossary, context):
        key = syllable_key(mention.name)
        known = mentions.get(key)
        if known is None or len(mention.role) > len(known.role):
            mentions[key] = mention
    full = [m for m in mentions.values() if " " in m.name]
    return tuple(Person(m.name, Bilingual(_role(text, m), m.role)) for m in full)


def _role(text: str, mention: PersonMention) -> str:
    """The rank and titles in Vietnamese, without the name and the honorific."""
    before = text[mention.start : mention.name_span[0]].strip(" ,")
    honoured = before.lower() in ("đồng chí", "đ/c", "ông", "bà", "anh", "chị")
    after = text[mention.name_span[1] : mention.end].strip(" ,(-–")
    return ", ".join(part for part in ("" if honoured else before, after) if part)
