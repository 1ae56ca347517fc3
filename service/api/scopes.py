"""What each address needs: the one place that says who may do what over HTTP.

An address that is not here needs the scope `admin`, so that one which was forgotten is closed.
"""

from dataclasses import dataclass

from service.auth.scopes import ALL

Scopes = frozenset[str]
SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Needs:
    """The scopes of which a key needs one, to read and to write; None: nobody needs a key."""

    read: Scopes | None
    write: Scopes | None


def _any(*names: str) -> Scopes:
    return frozenset(names)


OPEN = Needs(None, None)
ANY_KEY = Needs(ALL, ALL)
PAGE = ANY_KEY
CLOSED = Needs(_any("admin"), _any("admin"))
_BRIEFS = Needs(_any("archive"), _any("brief"))
_KEPT = Needs(_any("archive"), _any("edit"))
_RENDER = Needs(_any("archive"), _any("brief", "archive"))
_SUMMARIES = Needs(_any("brief"), _any("brief"))
_TEXTS = Needs(_any("translate"), _any("translate"))
_BATCHES = Needs(_any("batch"), _any("batch"))
_SETTLED = Needs(_any("archive", "edit"), _any("edit"))
_LOOK_UP = Needs(_any("archive", "edit"), _any("archive", "edit"))
_CHAT = Needs(_any("brief", "translate"), _any("brief", "translate"))
_DEEPL_GLOSSARIES = Needs(_any("translate", "edit"), _any("edit"))

# The rule of an address, or the beginning of rules → what they need. The longest one counts.
NEEDS = {
    # Whoever runs the service, and what says nothing of what it holds.
    "/healthz": OPEN,
    "/readyz": OPEN,
    "/static/": OPEN,
    "/docs": OPEN,
    "/openapi.json": OPEN,
    "/sign-in": OPEN,
    "/sign-out": OPEN,
    "/metrics": CLOSED,
    # The pages and our own API.
    "/": PAGE,
    "/archive": PAGE,
    "/v1/briefs": _BRIEFS,
    "/v1/briefs/": _KEPT,
    "/v1/briefs/render": _RENDER,
    "/v1/feed.": Needs(_any("archive"), None),
    "/v1/summaries": _SUMMARIES,
    "/v1/translations": _TEXTS,
    "/v1/batches": _BATCHES,
    "/v1/glossaries": _SETTLED,
    "/v1/memory": _SETTLED,
    "/v1/memory/look-up": _LOOK_UP,
    "/v1/models": ANY_KEY,
    "/v1/webhooks": CLOSED,
    # The API of OpenAI; its view looks at the model as well.
    "/v1/chat/completions": _CHAT,
    # The API of LibreTranslate. The address of a file holds the secret that opens it.
    "/languages": OPEN,
    "/frontend/settings": OPEN,
    "/health": OPEN,
    "/download_file/": OPEN,
    "/detect": _TEXTS,
    "/translate": _TEXTS,
    "/translate_file": _TEXTS,
    "/suggest": Needs(_any("edit"), _any("edit")),
    # The API of DeepL.
    "/v2/": _TEXTS,
    "/v2/glossar": _DEEPL_GLOSSARIES,
    "/v2/glossary-language-pairs": _TEXTS,
    "/v3/": _DEEPL_GLOSSARIES,
}
_EXACT = ("/", "/docs", "/archive", "/healthz", "/readyz", "/health", "/sign-in", "/sign-out")


def needed(rule: str, method: str) -> Scopes | None:
    """The scopes of which a request needs one; None where it needs no key."""
    needs = _of(rule)
    return needs.read if method in SAFE else needs.write


def _of(rule: str) -> Needs:
    if rule in NEEDS:
        return NEEDS[rule]
    starts = (one for one in NEEDS if one not in _EXACT and rule.startswith(one))
    return NEEDS.get(max(starts, key=len, default=""), CLOSED)
