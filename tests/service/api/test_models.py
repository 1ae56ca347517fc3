from pathlib import Path

import pytest
from fake_studio import FakeStudio
from flask.testing import FlaskClient

from models.catalogue import CATALOGUE
from service.app import create_app
from service.settings import load_settings


def rows(**environ: str) -> dict[str, dict[str, object]]:
    app = create_app(load_settings(environ), FakeStudio())
    listed = app.test_client().get("/v1/models").json["models"]
    return {row["id"]: row for row in listed}


def test_the_whole_catalogue_is_listed(client: FlaskClient) -> None:
    listed = client.get("/v1/models").json["models"]
    assert [row["id"] for row in listed] == list(CATALOGUE)
    assert [row["id"] for row in listed if row["default"]] == [
        "songngu-extractive",
        "songngu-gemma-vi-en",
    ]


def test_a_licence_that_limits_use_says_so() -> None:
    assert "commercial" in str(rows()["facebook/nllb-200-distilled-600M"]["licence_note"])


def test_hub_models_are_installed_once_fetched(tmp_path: Path) -> None:
    listed = rows(SONGNGU_CACHE_DIR=str(tmp_path))
    assert listed["songngu-extractive"]["installed"] is True
    assert listed["Helsinki-NLP/opus-mt-vi-en"]["installed"] is False


@pytest.mark.parametrize(("url", "installed"), [("", False), ("http://127.0.0.1:9/v1", True)])
def test_a_server_is_there_once_it_has_an_address(url: str, installed: bool) -> None:
    assert rows(SONGNGU_OPENAI_URL=url)["openai"]["installed"] is installed
