"""Signing in with a real browser, where keys are required."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_studio import FakeStudio
from flask import Flask
from live import serving
from playwright.sync_api import BrowserContext, Page, expect

from service.app import create_app
from service.auth.errors import KeyMissing, WrongKey
from service.auth.keys import Keys, Wish
from service.auth.tokens import new_token
from service.client import Client
from service.settings import load_settings

pytestmark = pytest.mark.integration


@pytest.fixture
def app(tmp_path: Path, studio: FakeStudio) -> Flask:
    settings = {"SONGNGU_DATA_DIR": str(tmp_path), "SONGNGU_REQUIRE_KEYS": "yes"}
    return create_app(load_settings(settings), studio)


@pytest.fixture
def guarded(app: Flask) -> Iterator[str]:
    with serving(app) as address:
        yield address


@pytest.fixture
def key(app: Flask) -> str:
    return str(Keys(app.extensions["songngu"].database).create(Wish("desk", ["all"]))[1])


@pytest.fixture
def page(context: BrowserContext, guarded: str) -> Iterator[Page]:
    """The page that asks for a key; a script that breaks the content policy fails the test."""
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{guarded}/#title=Tin")
    expect(page.locator("html[data-ready]")).to_be_attached()
    yield page
    assert [one for one in complaints if "Failed to load resource" not in one] == []


def sign_in(page: Page, key: str) -> None:
    page.get_by_label("Khóa").fill(key)
    page.get_by_role("button", name="Đăng nhập").click()


def test_an_editor_signs_in_makes_a_brief_and_signs_out(page: Page, key: str) -> None:
    expect(page).to_have_url(re.compile("/sign-in"))
    sign_in(page, "sng_wrong")
    expect(page.get_by_role("alert")).to_contain_text("Khóa không đúng")
    sign_in(page, key)
    expect(page.locator("html[data-ready]")).to_be_attached()
    page.get_by_role("button", name="Dùng bản tin mẫu").click()
    expect(page.locator("#text")).to_have_value(re.compile("Quân khu 1"))
    page.get_by_role("button", name="Lập bản tóm lược").click()
    expect(page.locator(".point")).to_have_count(5)
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(re.compile("/sign-in"))


def test_what_a_bookmarklet_brought_is_there_after_signing_in(page: Page, key: str) -> None:
    sign_in(page, key)
    expect(page.locator("#title")).to_have_value("Tin")


def test_a_link_of_another_site_needs_no_second_signing_in(
    page: Page, key: str, guarded: str
) -> None:
    """The cookie is left out where another site leads here; the page then looks for itself."""
    sign_in(page, key)
    expect(page.locator("#title")).to_have_value("Tin")
    page.route("http://other.test/**", lambda route: route.fulfill(
        content_type="text/html", body=f'<a href="{guarded}/#title=Khac">x</a>'
    ))  # fmt: skip
    page.goto("http://other.test/")
    page.get_by_role("link").click()
    expect(page.locator("#title")).to_have_value("Khac")


def test_a_form_of_another_site_does_nothing(
    context: BrowserContext, page: Page, key: str, guarded: str, studio: FakeStudio
) -> None:
    sign_in(page, key)
    expect(page.locator("#title")).to_have_value("Tin")
    evil = context.new_page()
    evil.route("http://evil.test/**", lambda route: route.fulfill(
        content_type="text/html",
        body=f'<form method="post" action="{guarded}/v1/briefs"><input name="text" value="x">'
        "<button>go</button></form>",
    ))  # fmt: skip
    evil.goto("http://evil.test/")
    with evil.expect_navigation() as answer:
        evil.get_by_role("button").click()
    assert answer.value.status == 401


def test_a_frame_of_another_site_stays_empty(context: BrowserContext, guarded: str) -> None:
    evil = context.new_page()
    evil.route("http://evil.test/**", lambda route: route.fulfill(
        content_type="text/html", body=f'<iframe src="{guarded}/sign-in"></iframe>'
    ))  # fmt: skip
    evil.goto("http://evil.test/")
    evil.wait_for_timeout(300)
    assert evil.frame_locator("iframe").locator("#sign-in").count() == 0


def test_the_client_sends_its_key_and_tells_of_a_wrong_one(guarded: str, key: str) -> None:
    with Client(guarded, key) as client:
        assert client.translate(["Hội nghị khai mạc."])
    with Client(guarded) as client, pytest.raises(KeyMissing):
        client.translate(["Hội nghị khai mạc."])
    with Client(guarded, str(new_token())) as client, pytest.raises(WrongKey):
        client.translate(["Hội nghị khai mạc."])
