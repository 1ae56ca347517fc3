"""Which web pages may call the API from a browser."""

from flask import Flask, Response, request

from service.api.context import context

_METHODS = "GET, POST, PUT, PATCH, DELETE, OPTIONS"
_DAY = "86400"  # seconds that a browser may remember an answer
_EXPOSED = "X-Request-Id, Location, Retry-After"

# Addresses that the contract they follow opens to every page.
OPEN: set[str] = set()


def register(app: Flask) -> None:
    """Tell browsers of every response of `app`."""
    app.after_request(_allow)


def _allow(response: Response) -> Response:
    allowed = origin_allowed()
    if allowed != "*":
        response.vary.add("Origin")
    if allowed:
        headers = response.headers
        headers["Access-Control-Allow-Origin"] = allowed
        headers["Access-Control-Expose-Headers"] = _EXPOSED
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.method == "OPTIONS":
            wanted = request.headers.get("Access-Control-Request-Headers", "Content-Type")
            headers["Access-Control-Allow-Headers"] = wanted
            headers["Access-Control-Allow-Methods"] = _METHODS
            headers["Access-Control-Max-Age"] = _DAY
    return response


def origin_allowed() -> str:
    """What to allow the page that asks: every page, its origin, or nothing."""
    if request.path in OPEN or any(request.path.startswith(f"{one}/") for one in OPEN):
        return "*"
    return listed()


def listed() -> str:
    """The same by the settings alone."""
    origins = {one.strip() for one in context().settings.str("cors_origins").split(",")} - {""}
    origin = request.headers.get("Origin", "")
    return "*" if "*" in origins else origin if origin in origins else ""
