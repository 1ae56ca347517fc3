"""HTML: one page that needs nothing else, runs no script and prints well."""

from functools import cache
from typing import TYPE_CHECKING

from service.briefs.brief import Brief
from service.formats import view
from service.formats.labels import label, pick

if TYPE_CHECKING:
    from jinja2 import Template


def write(brief: Brief, language: str = "both") -> str:
    """Write the page; every text of the brief is escaped by the template."""
    return _template().render(
        brief=brief,
        language=language,
        sides=["vi", "en"] if language == "both" else [language],
        headlines=pick(brief.headline, language),
        report=[view.sentence(brief, number) for number in range(len(brief.source.sentences))],
        link=brief.source.url if is_web(brief.source.url) else "",
        label=label,
        view=view,
    )


def is_web(url: str) -> bool:
    """Whether a link to `url` only opens a web page, and runs nothing."""
    return url.lower().startswith(("http://", "https://"))


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("service.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("brief.html")
