"""`/`: the page for editors."""

from flask import Blueprint, Response, render_template, request

from service.api.context import context
from service.api.strings import LANGUAGES, strings
from service.reading.kinds import SUFFIXES

blueprint = Blueprint("pages", __name__)

_COOKIE = "lang"


@blueprint.get("/")
def home() -> Response:
    """Show the page in the language of the visitor."""
    language = _language()
    settings = context().settings
    html = render_template(
        "page.html",
        language=language,
        t=strings(language),
        points=settings.int("points"),
        words=settings.int("words") or "",
        diacritics=settings.bool("diacritics"),
        accept=",".join(SUFFIXES),
    )
    response = Response(html, mimetype="text/html", headers={"Cache-Control": "no-cache"})
    response.vary.update(("Cookie", "Accept-Language"))
    return response


def _language() -> str:
    """The one asked for, the one remembered, the one the browser prefers, Vietnamese."""
    for wished in (request.args.get("lang"), request.cookies.get(_COOKIE)):
        if wished in LANGUAGES:
            return wished
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
