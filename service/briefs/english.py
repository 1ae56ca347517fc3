"""The English side by rule: names as Vietnam's press writes them, titles put back, typography."""

import re
from collections.abc import Callable, Iterable

from models.spelling import unaccented

_SPACE_BEFORE = re.compile(r"\s+([,.;:!?%)])")
_DOUBLED = re.compile(r"([,;:])(?:\s*[,;:])+|,(?=\.)")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")
_NAME = r"[^\W\d_]+(?:[ -][^\W\d_]+)*"


def tidy(text: str, *, sentence: bool) -> str:
    """Mend spaces, commas and slips; a sentence begins with a capital and ends with a stop."""
    text = _SPACES.sub(" ", text).strip()
    text = _DOUBLED.sub(r"\1", _SPACE_BEFORE.sub(r"\1", text))
    for slip, right in _SLIPS:
        text = slip.sub(right, text)
    text = _OPENING.sub(_participle, text[:1].upper() + text[1:])
    if sentence:
        return text if text.endswith((".", "!", "?", '."', ".”", "…")) else f"{text.rstrip(',;:')}."
    return text.rstrip(".")


def _participle(match: re.Match[str]) -> str:
    return f"{match[1].removesuffix('e')}ing"


def _twelve(match: re.Match[str]) -> str:
    minute = (match["minute"] or "").replace(".", ":")
    return f"{int(match['hour']) - 12}{minute} p.m."


_PERSON = r"[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)+"
_UNITS = "Military Region|Naval Region|Army Corps|Corps|Division|Brigade|Regiment|Battalion"
# Slips of models that mean one thing, and what they mean; in this order.
_SLIPS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\b([Uu]p|[Dd]own|[Bb]y|[Tt]o)(nearly|almost)\b"), r"\1 \2"),
    # "22am" is 10 p.m.
    (
        re.compile(r"(?<![\w:.])(?P<hour>1[3-9]|2[0-3])(?P<minute>[:.][0-5]\d)? ?[ap]\.?m\b\.?"),
        _twelve,
    ),
    # "hoàn thành 100%" word for word: "fulfilled for 100%" is "100% fulfilled".
    (
        re.compile(
            r"\b(was|were|been|is|are) (fulfilled|completed|achieved|implemented|met)"
            r"(?: for| to| by| at| in)? (100 ?%)(?! of\b)"
        ),
        r"\1 \3 \2",
    ),
    # A day that stands by itself: "On yesterday, May 14".
    (re.compile(r"\b[Oo]n (?=(?:yesterday|today|tomorrow)\b)"), ""),
    (
        re.compile(
            r"\b(Ho Chi Minh City)(?:['’]s|,)? \(?(?:HCMC|HCM City|Ho Chi Minh City)\)?(?!\w)"
        ),
        r"\1",
    ),
    # What a list says last it does not say twice: "Le Thi A, Le Van B, and Le Van B".
    (re.compile(rf"\b(?=({_PERSON}))\1,? and \1(?!\w)"), r"and \1"),
    (re.compile(r"([?!])\.(?=\s|$)"), r"\1"),
    # A unit with a number has no article, but before a noun: "the Military Region 1 Command".
    (re.compile(rf"\b[Tt]he (?=(?:{_UNITS}) \d+\b(?! [A-Z]))"), ""),
)
# "Phát biểu tham luận tại hội nghị, X báo cáo": a verb before whoever does it is a participle; not
# "Present at the conference, X", nor "Direct flights, X".
_OPENING = re.compile(
    r"^(Speak(?= (?:at|on|to|in) )|(?:Present|Address|Conclude|Attend|Chair|Open|Deliver|Inspect)"
    r"(?= (?:the|a|an|his|her|this) ))"
    r"(?=(?: [\w'’-]+){1,8}, (?:[A-Z][\w'’-]*[, ]+){2})"
)


def spell_names(text: str, names: Iterable[str], *, diacritics: bool) -> str:
    """Write each Vietnamese name with or without its diacritics, however the model wrote it."""
    for name in sorted(set(names), key=len, reverse=True):
        plain = unaccented(name)
        wrong, right = (plain, name) if diacritics else (name, plain)
        text = re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", right, text)
    return text


def plain_capitals(text: str, source: str) -> str:
    """Write words in capitals without diacritics where they are those of the source: Ba Bể."""
    known = {unaccented(word) for word in _WORD.findall(source) if word[:1].isupper()}
    return _WORD.sub(lambda m: unaccented(m[0]) if unaccented(m[0]) in known else m[0], text)


def place_titles(text: str, name: str, full: str) -> str | None:
    """Put the full English of a person in place of the name with its rank, None if not found.

    `full` holds `name`: "Lieutenant General Nguyen Hong Thai, Commander of Military Region 1".
    """
    rank = full.partition(name)[0].strip()
    before = (
        rf"(?:(?:{re.escape(rank)}|Mr|Mrs|Ms|Comrade)\.?\s+)?"
        if rank
        else (r"(?:(?:Mr|Mrs|Ms|Comrade)\.?\s+)?")
    )
    match = re.search(rf"(?<!\w){before}{re.escape(name)}(?!\w)", text, re.IGNORECASE)
    if match is None:
        return None
    after = text[match.end() :]
    comma = "," if "," in full and re.match(r"\s+\w", after) else ""
    return f"{text[: match.start()]}{full}{comma}{after}"
