"""A real server on a real port, with a studio that needs no model."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_studio import FakeStudio
from live import require, serving
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from tiny_gguf import gguf_path

from service.app import create_app
from service.settings import load_settings

__all__ = ["gguf_path"]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Debian puts Chromium."""
    path = Path("/usr/bin/chromium")
    require(path.exists(), f"{path} is missing: apt-get install chromium")
    return str(path)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1360, "height": 900}, locale="vi-VN", reduced_motion="reduce"
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def studio() -> FakeStudio:
    return FakeStudio()


@pytest.fixture
def server(studio: FakeStudio) -> Iterator[str]:
    """The address of a running service."""
    with serving(create_app(load_settings({}), studio)) as address:
        yield address
