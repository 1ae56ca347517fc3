import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.api import briefs, problems
from service.api.contract import OPERATIONS
from service.api.strings import LANGUAGES, strings
from service.briefs.checks import CHECKS, SUMMARY_CHECKS
from service.errors import BadRequest, SongnguError

WEB = Path(str(files("service") / "web"))
PAGES = ("page", "archive", "sign-in", "bar")
SCRIPTS = sorted((WEB / "static/js").glob("*.js"))
# Keys that scripts put together from parts; each must exist in some form.
FAMILIES = (
    "batch.",
    "stage.",
    "check.",
    "place.",
    "problem.",
    "provenance.",
    "export.",
    "sides.",
    "brief.",
)


def used() -> set[str]:
    page = "".join((WEB / f"templates/{name}.html").read_text("utf-8") for name in PAGES)
    keys = set(re.findall(r"""data-i18n(?:-\w+)?="([\w.-]+)\"""", page))
    keys |= set(re.findall(r"""\bt\['([\w.-]+)'\]""", page))
    keys |= set(re.findall(r'"(app\.[\w-]+)"', page))
    for script in SCRIPTS:
        text = script.read_text("utf-8")
        keys |= set(re.findall(r'"((?:app|archive|correct|batch|compose|options|progress|stage|brief|facts|export|sides|problem)\.[\w-]+)"', text))  # fmt: skip  # noqa: E501
    return keys


def test_both_languages_have_the_same_words() -> None:
    vietnamese, english = (strings(code) for code in LANGUAGES)
    assert vietnamese.keys() == english.keys()
    assert all(vietnamese.values())
    assert all(english.values())
    for key, text in vietnamese.items():
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", english[key]), key


def test_every_word_used_exists() -> None:
    assert used() <= strings("vi").keys()


def test_every_word_is_used() -> None:
    unused = {key for key in strings("vi").keys() - used() if not key.startswith(FAMILIES)}
    assert unused == set()


@pytest.mark.parametrize(
    ("path", "cookie", "accept", "language"),
    [
        ("/", None, "", "vi"),
        ("/", None, "en-GB,en;q=0.9", "en"),
        ("/", None, "fr", "vi"),
        ("/", None, "vi-VN,vi;q=0.9,en;q=0.5", "vi"),
        ("/", "en", "vi", "en"),
        ("/?lang=vi", "en", "en", "vi"),
        ("/?lang=xx", "xx", "en", "en"),
    ],
)
def test_the_page_speaks_the_language_of_the_visitor(
    client: FlaskClient, path: str, cookie: str | None, accept: str, language: str
) -> None:
    if cookie:
        client.set_cookie("lang", cookie)
    response = client.get(path, headers={"Accept-Language": accept})
    assert f'<html lang="{language}">' in response.text
    assert strings(language)["compose.submit"] in response.text
    assert {"Cookie", "Accept-Language"} <= set(response.vary)


def test_nothing_is_inline_and_nothing_is_from_elsewhere(client: FlaskClient) -> None:
    for path in ("/", "/archive", "/docs"):
        page = client.get(path).text
        assert "<style" not in page
        assert not re.search(r"\s(style|on\w+)=", page)
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)
    for file in [*SCRIPTS, *(WEB / "static").glob("*.css")]:
        text = file.read_text("utf-8")
        assert "http:" not in text
        assert "https:" not in text
        assert "innerHTML" not in text


def test_every_file_of_the_page_is_served(client: FlaskClient) -> None:
    for file in (WEB / "static").rglob("*.*"):
        response = client.get(f"/static/{file.relative_to(WEB / 'static')}")
        assert response.status_code == 200
        assert response.data == file.read_bytes()
        if file.suffix == ".js":
            assert response.mimetype == "text/javascript"


def test_the_example_is_the_report_of_the_tests(report: str) -> None:
    assert (WEB / "static/example.txt").read_text("utf-8") == report


def test_the_form_works_without_scripts(client: FlaskClient, report: str) -> None:
    page = client.get("/").text
    names = set(re.findall(r'<(?:input|textarea|select)[^>]*? name="(\w+)"', page)) - {"source"}
    form = dict.fromkeys(names - {"file"}, "") | {"text": report, "points": "3"}
    response = client.post(
        "/v1/briefs",
        data=form | {"diacritics": "true"},
        content_type="multipart/form-data",
        headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"},
    )
    assert response.status_code == 200, response.text
    assert response.mimetype == "text/html"


def test_the_strings_are_plain_json() -> None:
    for code in LANGUAGES:
        text = (WEB / f"static/strings/{code}.json").read_text("utf-8")
        assert json.loads(text) == strings(code)


@pytest.mark.parametrize("name", sorted({*CHECKS, *SUMMARY_CHECKS}))
def test_every_check_has_a_name_for_editors(name: str) -> None:
    assert f"check.{name}" in strings("vi")


@pytest.mark.parametrize("kind", OPERATIONS[briefs.create].problems, ids=lambda kind: kind.code)
def test_every_problem_of_a_brief_is_told_in_vietnamese(kind: type[SongnguError]) -> None:
    assert f"problem.{kind.code}" in strings("vi") or kind in OF_PROGRAMS


# The page cannot cause these.
OF_PROGRAMS = (problems.NotAcceptable, BadRequest)
