"""Nobody acts on himself: "The Minister asked the Minister" has lost one of two people."""

import re
from collections.abc import Iterable

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding

NAME = "repetition"
_PERSON = r"[a-z]+(?:er|or|man|woman|ist|ent|ary|ant|ian)s?"
_TWICE = re.compile(
    rf"\b(?:the|a|an) (?P<who>(?:(?:deputy|prime|vice|foreign) )?{_PERSON})(?: \w+ly)? "
    r"\w+(?:ed|s|es|d|met|told|gave|sent|led|won|beat|hit|said)?(?: (?:to|with|for|on|at|by))? "
    r"(?:the|a|an) (?P=who)(?!\w|['’-])",
    re.IGNORECASE,
)


def check(pair: Pair) -> Iterable[Check]:
    """Find a clause whose subject and object are one word, where the source has no word twice."""
    found = _TWICE.search(pair.target.text)
    words = re.findall(r"\w+", pair.source.text.lower())
    pairs = [" ".join(words[at : at + 2]) for at in range(len(words) - 1)]
    if found and len(pairs) == len(set(pairs)):
        message = f"“{found['who']}” both acts and is acted upon; the source names two."
        yield finding(NAME, message, target=found.group(), target_at=found.span())
