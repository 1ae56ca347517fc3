"""A real server on a real port, with a studio that needs no model."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_studio import FakeStudio
from werkzeug.serving import make_server

from service.app import create_app
from service.settings import load_settings


def require(found: bool, missing: str) -> None:
    """Skip without what a test needs, but fail where everything must be there."""
    if found:
        return
    if os.environ.get("CI") == "true" or os.environ.get("SONGNGU_REQUIRE_SERVICES") == "1":
        pytest.fail(f"{missing}, and the environment says that nothing may be skipped")
    pytest.skip(missing)


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
    server = make_server("127.0.0.1", 0, create_app(load_settings({}), studio), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
