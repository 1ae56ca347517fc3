"""A brief by its id, in every form, and what a client need not fetch again."""

import json
from pathlib import Path

import pytest
from archive_briefs import BRIEF
from fake_studio import FakeStudio
from flask import Flask
from flask.testing import FlaskClient

from service.api.context import Context
from service.api.schemas import BRIEF as SHAPE
from service.app import create_app
from service.archive.briefs import BriefStore
from service.formats import FORMATS, MEDIA_TYPES, write
from service.settings import load_settings

ADDRESS = f"/v1/briefs/{BRIEF.id}"


@pytest.fixture
def app(studio: FakeStudio, tmp_path: Path) -> Flask:
    """An application with an archive of its own."""
    return create_app(load_settings({"SONGNGU_DATA_DIR": str(tmp_path)}), studio)


@pytest.fixture
def store(app: Flask) -> BriefStore:
    context: Context = app.extensions["songngu"]
    store = BriefStore(context.database)
    store.put(BRIEF)
    return store


def test_a_kept_brief_comes_back_as_it_was(client: FlaskClient, store: BriefStore) -> None:
    assert SHAPE.validate_json(client.get(ADDRESS).data) == BRIEF


@pytest.mark.parametrize("form", list(FORMATS))
def test_format_chooses_any_form(client: FlaskClient, store: BriefStore, form: str) -> None:
    response = client.get(f"{ADDRESS}?format={form}")
    expected = write(BRIEF, form)
    assert response.data == (expected.encode() if isinstance(expected, str) else expected)
    assert response.content_type.startswith(MEDIA_TYPES[form])


@pytest.mark.parametrize("form", list(FORMATS))
def test_accept_chooses_any_form(client: FlaskClient, store: BriefStore, form: str) -> None:
    response = client.get(ADDRESS, headers={"Accept": MEDIA_TYPES[form]})
    assert response.status_code == 200
    assert response.content_type.startswith(MEDIA_TYPES[form])
    assert "Accept" in response.vary


def test_what_is_not_kept_is_not_found(client: FlaskClient, store: BriefStore) -> None:
    response = client.get("/v1/briefs/nothing")
    assert response.status_code == 404
    assert json.loads(response.data)["code"] == "brief-not-found"


def test_a_form_that_is_not_written_is_refused(client: FlaskClient, store: BriefStore) -> None:
    assert client.get(ADDRESS, headers={"Accept": "image/png"}).status_code == 406
    assert client.get(f"{ADDRESS}?format=odt").status_code == 400


def test_an_unchanged_brief_is_not_sent_again(client: FlaskClient, store: BriefStore) -> None:
    first = client.get(f"{ADDRESS}?format=docx")
    again = client.get(f"{ADDRESS}?format=docx", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    store.correct(BRIEF.id, "headline", en="Another headline")
    changed = client.get(f"{ADDRESS}?format=docx", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert client.get(ADDRESS).json["headline"]["en"] == "Another headline"
