"""The application with a studio that needs no model."""

import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

sys.path.insert(0, str(Path(__file__).parent))

from fakes import FakeStudio

from service.app import create_app
from service.settings import load_settings

REPORT = (
    Path(__file__).parents[2].joinpath("data/quan-khu-1-2025-01-08.txt").read_text("utf-8").strip()
)


@pytest.fixture
def report() -> str:
    """The example report."""
    return REPORT


@pytest.fixture
def studio() -> FakeStudio:
    return FakeStudio()


@pytest.fixture
def app(studio: FakeStudio) -> Flask:
    return create_app(load_settings({"SONGNGU_MAX_UPLOAD": "400000"}), studio)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
