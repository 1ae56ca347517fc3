"""`/docs`: the specification as a page, without a script and without a network."""

import json

from flask import Blueprint, Response, current_app, render_template

from service.api import problems, security
from service.api.contract import OPERATIONS
from service.api.openapi import specification
from service.errors import SongnguError

blueprint = Blueprint("docs", __name__)


@blueprint.get("/docs")
def page() -> Response:
    """Show the specification."""
    html = render_template(
        "docs.html",
        spec=specification(current_app),
        kinds=_kinds(),
        meaning=problems.meaning,
        title=problems.title,
        pretty=_pretty,
    )
    return Response(html, mimetype="text/html", headers={"Cache-Control": "no-cache"})


def _kinds() -> list[type[SongnguError]]:
    """Every kind of problem that some operation may answer with, by status."""
    stated = (kind for contract in OPERATIONS.values() for kind in contract.problems)
    return sorted(
        {*problems.ALWAYS, *problems.OF_HTTP, *security.ALL, *stated},
        key=lambda kind: (kind.status, kind.code),
    )


def _pretty(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
