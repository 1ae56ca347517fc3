"""The scopes of keys: what each lets its holder do."""

from collections.abc import Iterable

from service.auth.errors import BadKey

SCOPES = {
    "brief": "make briefs, summaries and headlines",
    "translate": "translate texts and files, over every API",
    "archive": "read kept briefs, feeds, glossaries and the memory",
    "edit": "change and delete kept briefs, glossaries and the memory",
    "batch": "hand in batches, follow and cancel them",
    "admin": "webhooks and metrics",
}
ALL = frozenset(SCOPES)


def checked(names: Iterable[str]) -> tuple[str, ...]:
    """Scopes in their order, each once; `all` stands for every one. Raises `BadKey`."""
    given = set(names)
    wanted = given - {"all"} | (ALL if "all" in given else set())
    if not wanted:
        raise BadKey(f"A key needs a scope: {', '.join(SCOPES)}, or all.")
    if unknown := wanted - ALL:
        told = ", ".join(sorted(unknown))
        raise BadKey(f"There is no scope {told}; there are {', '.join(SCOPES)}, and all.")
    return tuple(name for name in SCOPES if name in wanted)
