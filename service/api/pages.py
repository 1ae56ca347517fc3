"""`/` and `/archive`: the pages for editors."""

from flask import Blueprint, Response, render_template, request

from service.api import cookies
from service.api.context import context
from service.api.keys import principal
from service.api.strings import LANGUAGES, strings

blueprint = Blueprint("pages", __name__)

_COOKIE = "lang"


@blueprint.get("/")
def home() -> Response:
    """Show the page that makes briefs."""
    settings = context().settings
    return page(
        "page.html",
        points=settings.int("points"),
        words=settings.int("words") or "",
        diacritics=settings.bool("diacritics"),
    )


@blueprint.get("/archive")
def archive() -> Response:
    """Show the page of the briefs that are kept."""
    return page("archive.html")


def page(template: str, **values: object) -> Response:
    """A page in the language of the visitor, with what its forms must carry."""
    language, signed_in = _language(), principal().proof == "session"
    values |= {"csrf": cookies.token(signed_in), "signed_in": signed_in}
    html = render_template(template, language=language, t=strings(language), **values)
    response = Response(html, mimetype="text/html", headers={"Cache-Control": "no-cache"})
    response.vary.update(("Cookie", "Accept-Language"))
    cookies.send_form_cookie(response)
    return response


def _language() -> str:
    """The one asked for, the one remembered, the one the browser prefers, Vietnamese."""
    for wished in (request.args.get("lang"), request.cookies.get(_COOKIE)):
        if wished in LANGUAGES:
            return wished
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
