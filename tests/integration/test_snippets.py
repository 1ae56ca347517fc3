"""The bookmarklet and the CMS snippet of docs/RECIPES.md, from pages of another origin."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from fake_studio import FakeStudio
from playwright.sync_api import BrowserContext, expect
from real_files import BODY, FIRST, SECOND, TITLE
from werkzeug.serving import make_server

from service.app import create_app
from service.settings import load_settings

pytestmark = pytest.mark.integration
RECIPES = Path(__file__).parents[2].joinpath("docs", "RECIPES.md").read_text("utf-8")
BOOKMARKLET, SNIPPET = (
    next(code for code in re.findall(r"```js\n(.*?)```", RECIPES, re.S) if mark in code)
    for mark in ("javascript:", "make-brief")
)
SITE = "http://127.0.0.1:8000"


class Cms(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        page = f"""<!DOCTYPE html><title>{TITLE}</title><h1 id="title">{TITLE}</h1>
        <div id="body">{BODY}</div><button id="make-brief">Brief</button><pre id="brief"></pre>"""
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def cms() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Cms)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def songngu(cms: str, studio: FakeStudio) -> Iterator[str]:
    """A service that lets pages of the CMS ask, and no others."""
    app = create_app(load_settings({"SONGNGU_CORS_ORIGINS": cms}), studio)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_the_button_of_a_cms(context: BrowserContext, cms: str, songngu: str) -> None:
    page = context.new_page()
    page.goto(cms)
    page.add_script_tag(content=SNIPPET.replace(SITE, songngu))
    page.click("#make-brief")
    expect(page.locator("#brief")).to_contain_text(f"• [en] {SECOND}")
    page.evaluate("document.querySelector('#body').textContent = 'Not a word of Vietnamese.'")
    page.click("#make-brief")
    expect(page.locator("#brief")).not_to_contain_text("•")
    expect(page.locator("#brief")).to_contain_text("Vietnamese")


@pytest.mark.parametrize("selected", [False, True])
def test_the_bookmarklet(context: BrowserContext, cms: str, songngu: str, selected: bool) -> None:
    page = context.new_page()
    page.goto(f"{cms}/tin?so=1&muc=quân-sự")
    if selected:
        page.locator("#body p").first.select_text()
    with context.expect_page() as opened:
        page.evaluate(BOOKMARKLET.strip().removeprefix("javascript:").replace(SITE, songngu))
    form = opened.value
    expect(form.locator("html[data-ready]")).to_be_attached()
    kind = "text" if selected else "url"
    expect(form.locator(f"[data-source][value={kind}]")).to_be_checked()
    expect(form.locator(f"#{kind}")).to_have_value(FIRST if selected else page.url)
    expect(form.locator("#title")).to_have_value(TITLE if selected else "")
    expect(form.locator("#result")).to_be_hidden()  # nothing is sent by itself


def test_what_is_no_web_address_is_not_filled_in(context: BrowserContext, songngu: str) -> None:
    page = context.new_page()
    page.goto(f"{songngu}/?url=javascript:alert(1)&published=gestern")
    expect(page.locator("html[data-ready]")).to_be_attached()
    expect(page.locator("#url")).to_have_value("")
    expect(page.locator("[data-source][value=text]")).to_be_checked()
