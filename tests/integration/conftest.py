"""A real server on a real port, with a studio that needs no model."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_studio import FakeStudio
from live import require, serving

from service.app import create_app
from service.settings import load_settings


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Debian puts Chromium."""
    path = Path("/usr/bin/chromium")
    require(path.exists(), f"{path} is missing: apt-get install chromium")
    return str(path)


@pytest.fixture
def studio() -> FakeStudio:
    return FakeStudio()


@pytest.fixture
def server(studio: FakeStudio) -> Iterator[str]:
    """The address of a running service."""
    with serving(create_app(load_settings({}), studio)) as address:
        yield address
