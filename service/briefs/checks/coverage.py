"""The translation says all of the source: it is long enough, and no passage lacks an echo."""

from collections.abc import Iterable

from service.briefs.brief import Check
from service.briefs.checks import additions, trees
from service.briefs.checks.pair import Pair, finding
from service.briefs.checks.silence import signs, spreads

NAME = "coverage"
MODEL = "coverage.json.xz"
_LONGEST = 3.6  # spreads above the median length
_MOST = 1.8  # log-odds that something was left out, by `coverage_recipe`


def check(pair: Pair) -> Iterable[Check]:
    """Weigh the likeliest passage without an echo together with the missing length."""
    vi, en = pair.source.text, pair.target.text
    if not vi.strip() or not en.strip():
        yield finding(NAME, "There is no translation.", vi[:80])
        return
    yield from additions.check(pair)
    if spreads(vi.strip(), en.strip()) > _LONGEST:
        yield finding(NAME, "The translation is too long for its source.", vi[:80], en[-80:])
        return
    alignment = pair.alignment
    found, passage = signs(vi, en, alignment)
    if trees.score(MODEL, found.row()) > _MOST:
        syllables = alignment.syllables[passage.start : passage.end]
        at = (syllables[0].start, syllables[-1].end) if syllables else (0, len(vi))
        text = vi[at[0] : at[1]]
        yield finding(NAME, f"The translation may leave out “{text}”.", text, source_at=at)
