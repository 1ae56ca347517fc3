"""Where the texts that a finding quotes stand on each side."""

from collections.abc import Iterable
from dataclasses import replace

from service.briefs.brief import Check, Span


def anchored(check: Check, source: str, target: str, *, after: tuple[int, int] = (0, 0)) -> Check:
    """The check with its spans in `source` and `target`, whichever text it was made of.

    Of several places the nearest to where the span was counts, moved on by `after` characters
    on each side: those of a part stand where the part begins. A quotation that is not in the
    text, such as two names with a comma between, has no span.
    """
    return replace(
        check,
        source_at=_nearest(source, check.source, check.source_at, after[0]),
        target_at=_nearest(target, check.target, check.target_at, after[1]),
    )


def _nearest(text: str, quoted: str, was: Span | None, after: int) -> Span | None:
    if not quoted:
        return None
    wanted = after + (was[0] if was else 0)
    before, behind = text.rfind(quoted, 0, wanted + len(quoted)), text.find(quoted, wanted)
    found = [at for at in (behind, before) if at >= 0]
    if not found:
        return None
    start = min(found, key=lambda at: abs(at - wanted))
    return start, start + len(quoted)


def starts(text: str, parts: Iterable[str]) -> list[int]:
    """Where each part begins in the text that they follow one another in."""
    found, at = [], 0
    for part in parts:
        at = max(at, text.find(part, at))
        found.append(at)
        at += len(part)
    return found
