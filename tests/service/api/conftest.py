"""The application with a studio that needs no model."""

from pathlib import Path

import pytest
from fake_studio import FakeStudio
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.settings import load_settings

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def report() -> str:
    """The example report."""
    return DATA.joinpath("quan-khu-1-2025-01-08.txt").read_text("utf-8")


@pytest.fixture
def studio() -> FakeStudio:
    return FakeStudio()


@pytest.fixture
def app(studio: FakeStudio) -> Flask:
    limits = {"SONGNGU_MAX_UPLOAD": "100000", "SONGNGU_MAX_CHARS": "20000"}
    return create_app(load_settings(limits | {"SONGNGU_MAX_TEXTS": "3"}), studio)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
