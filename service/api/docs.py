"""`/docs`: the specification as a page, without a script and without a network."""

import json

from flask import Blueprint, Response, current_app, render_template

from service.api import problems
from service.api.openapi import specification

blueprint = Blueprint("docs", __name__)


@blueprint.get("/docs")
def page() -> Response:
    """Show the specification."""
    html = render_template(
        "docs.html",
        spec=specification(current_app),
        kinds=list(problems.kinds()),
        meaning=problems.meaning,
        title=problems.title,
        pretty=_pretty,
    )
    return Response(html, mimetype="text/html", headers={"Cache-Control": "no-cache"})


def _pretty(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
