"""The archive in a real browser: search, read, correct, delete, in both languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from archive_briefs import BRIEF, FAILED, other
from fake_studio import FakeStudio
from live import serving
from playwright.sync_api import Browser, BrowserContext, Page, expect

from service.api.context import Context
from service.api.context import context as scope_of
from service.app import create_app
from service.archive.briefs import BriefStore
from service.glossary.memory import StoredMemory
from service.jobs.queue import Queue
from service.jobs.worker import Tools, Worker
from service.settings import load_settings

pytestmark = pytest.mark.integration

STORM = replace(
    other("57a3", "2024-09-07", "Bão số 3 đổ bộ Quảng Ninh.", agency="TTXVN", place="Quảng Ninh"),
)


@dataclass(frozen=True)
class Shelf:
    """A running service, and the store of its briefs."""

    address: str
    store: BriefStore
    scope: Context


@pytest.fixture
def shelf(tmp_path: Path, studio: FakeStudio) -> Iterator[Shelf]:
    """A service with two briefs."""
    settings = load_settings({"SONGNGU_DATA_DIR": str(tmp_path)})
    app = create_app(settings, studio)
    with app.app_context():
        scope = scope_of()
    store = BriefStore(scope.database)
    store.put(BRIEF)
    store.put(STORM)
    with serving(app) as address:
        yield Shelf(address, store, scope)


@pytest.fixture
def store(shelf: Shelf) -> BriefStore:
    return shelf.store


@pytest.fixture
def page(context: BrowserContext, shelf: Shelf) -> Iterator[Page]:
    """The open archive; a script that fails or breaks the content policy fails the test."""
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{shelf.address}/archive")
    expect(page.locator("html[data-ready]")).to_be_attached()
    yield page
    assert [one for one in complaints if "Failed to load resource" not in one] == []


@pytest.fixture
def brief(page: Page) -> Page:
    """The page with the brief of the conference open."""
    page.get_by_role("link", name="Quân khu 1 tổ chức hội nghị").click()
    expect(page.locator(".point")).to_have_count(1)
    return page


def heads(page: Page) -> list[str]:
    return page.locator(".row-head [lang=vi]").all_inner_texts()


def test_the_list_shows_what_is_kept_the_newest_first(page: Page) -> None:
    expect(page.locator(".row")).to_have_count(2)
    assert heads(page) == [BRIEF.headline.vi, "Bão số 3 đổ bộ Quảng Ninh."]
    first = page.locator(".row").first
    expect(first).to_contain_text("08/01/2025")
    expect(first).to_contain_text("QĐND, Bắc Kạn")
    expect(first.get_by_text("Cần xem lại")).to_be_visible()


QUESTIONS = [
    ("#q", "bao quang ninh", 1),
    ("#q", "conferences", 1),
    ("#agency", "ttxvn", 1),
    ("#person", "hồng thái", 1),
    ("#place", "bac kan", 1),
    ("#since", "2025-01-01", 1),
    ("#q", "không có gì", 0),
]


def test_searching_and_filtering(page: Page) -> None:
    for field, value, found in QUESTIONS:
        page.locator(field).fill(value)
        page.get_by_role("button", name="Tìm").click()
        expect(page.locator(".row")).to_have_count(found)
        expect(page.locator("#empty")).to_be_visible(visible=not found)
        if not found:
            page.reload()
            expect(page.locator(field)).to_have_value(value)  # the address keeps the question
            expect(page.get_by_text("Không tìm thấy bản nào.")).to_be_visible()
        page.get_by_role("button", name="Xóa bộ lọc").click()
        expect(page.locator(".row")).to_have_count(2)


def test_more_rows_come_when_asked_for(page: Page, store: BriefStore) -> None:
    for number in range(60):
        store.put(other(f"b{number:02}", "2024-01-01"))
    page.get_by_role("button", name="Tìm").click()
    expect(page.locator(".row")).to_have_count(50)
    page.get_by_role("button", name="Xem thêm").click()
    expect(page.locator(".row")).to_have_count(62)
    expect(page.locator(".row").nth(50).locator("a")).to_be_focused()
    expect(page.get_by_role("button", name="Xem thêm")).to_be_hidden()


def test_a_brief_opens_beside_its_report_and_the_list_comes_back(brief: Page) -> None:
    expect(brief.locator("#list")).to_be_hidden()
    expect(brief.locator(".report-text")).to_have_text(BRIEF.source.text)
    brief.locator("#point-0").hover()
    expect(brief.locator(".report-text .is-exact")).to_have_text(BRIEF.source.text[53:])
    brief.get_by_role("link", name="Về danh sách").click()
    expect(brief.locator(".row")).to_have_count(2)
    expect(brief.get_by_role("link", name="Quân khu 1 tổ chức")).to_be_focused()
    brief.go_back()
    expect(brief.locator(".point")).to_have_count(1)


def test_a_correction_is_saved_and_checked_and_listed(brief: Page, store: BriefStore) -> None:
    expect(brief.locator(".failure")).to_contain_text(FAILED.message)
    brief.get_by_role("button", name="Sửa điểm 1").click()
    expect(brief.get_by_label("Tiếng Anh", exact=True)).to_be_focused()
    brief.get_by_label("Tiếng Anh", exact=True).fill("The recruitment target was 100% met.")
    brief.get_by_label("Người sửa").fill("Lan")
    brief.get_by_role("button", name="Lưu").click()
    expect(brief.locator("#point-0 [lang=en].side")).to_have_text(
        "The recruitment target was 100% met."
    )
    expect(brief.locator("#live")).to_have_text("Đã lưu.")
    expect(brief.locator(".failure")).to_have_count(0)
    expect(brief.locator("#result .badge.ok")).to_be_visible()
    expect(brief.get_by_role("button", name="Sửa điểm 1")).to_be_focused()
    brief.get_by_text("Các lần sửa: 1").click()
    expect(brief.locator(".history ins")).to_have_text("The recruitment target was 100% met.")
    expect(brief.locator(".history")).to_contain_text("Lan")
    assert store.get(BRIEF.id).points[0].en == "The recruitment target was 100% met."
    brief.get_by_role("link", name="Về danh sách").click()
    expect(brief.locator(".row").first.get_by_text("Đã sửa")).to_be_visible()


def test_a_correction_that_says_nothing_new_is_told(brief: Page, store: BriefStore) -> None:
    brief.get_by_role("button", name="Sửa tiêu đề").click()
    brief.get_by_role("button", name="Lưu").click()
    expect(brief.get_by_role("alert")).to_contain_text("Chưa có gì để sửa.")
    expect(brief.get_by_role("button", name="Lưu")).to_be_enabled()
    brief.keyboard.press("Escape")
    brief.get_by_label("Tiếng Anh", exact=True).press("Escape")
    expect(brief.locator("form.correct")).to_have_count(0)
    expect(brief.get_by_role("button", name="Sửa tiêu đề")).to_be_focused()
    assert store.corrections(BRIEF.id) == ()


def test_a_brief_is_deleted_only_when_the_reader_is_sure(brief: Page, store: BriefStore) -> None:
    brief.once("dialog", lambda dialog: dialog.dismiss())
    brief.get_by_role("button", name="Xóa bản này").click()
    assert store.get(BRIEF.id) == BRIEF
    brief.once("dialog", lambda dialog: dialog.accept())
    brief.get_by_role("button", name="Xóa bản này").click()
    expect(brief.locator(".row")).to_have_count(1)
    assert heads(brief) == ["Bão số 3 đổ bộ Quảng Ninh."]


def test_a_brief_that_is_gone_is_told(page: Page, shelf: Shelf) -> None:
    page.goto(f"{shelf.address}/archive#none")
    expect(page.get_by_role("alert")).to_contain_text("Không có bản tóm lược này trong kho.")
    page.get_by_role("link", name="Về danh sách").click()
    expect(page.locator(".row")).to_have_count(2)
    expect(page.get_by_role("alert")).to_be_empty()


def test_the_pages_lead_to_each_other_and_a_new_brief_is_there(page: Page) -> None:
    page.get_by_role("link", name="Tóm lược", exact=True).click()
    expect(page.locator("html[data-ready]")).to_be_attached()
    page.locator("#text").fill(
        "Sáng 8/1/2025, tỉnh Lào Cai tổ chức hội nghị tổng kết công tác năm."
    )
    page.get_by_role("button", name="Lập bản tóm lược").click()
    expect(page.locator(".point")).to_have_count(1)
    page.get_by_role("link", name="Lưu trữ").click()
    expect(page.locator(".row")).to_have_count(3)
    expect(page.get_by_role("link", name="Lưu trữ")).to_have_attribute("aria-current", "page")


def test_the_language_is_switched_in_place(brief: Page) -> None:
    brief.get_by_role("link", name="English").click()
    expect(brief.get_by_role("button", name="Correct point 1")).to_be_visible()
    expect(brief.get_by_role("button", name="Delete this brief")).to_be_visible()
    brief.get_by_role("link", name="Back to the list").click()
    expect(brief.get_by_role("button", name="Search", exact=True)).to_be_visible()


def test_the_text_of_a_brief_is_never_markup(page: Page, store: BriefStore) -> None:
    title = page.title()
    store.put(other("bad0", "2026-01-01", '<img src=x onerror="document.title=1"> tin'))
    page.get_by_role("button", name="Tìm").click()
    expect(page.locator(".row")).to_have_count(3)
    assert page.locator("#rows img").count() == 0
    assert page.title() == title


def test_what_is_found_can_be_downloaded(page: Page) -> None:
    page.locator("#q").fill("bão")
    page.get_by_role("button", name="Tìm").click()
    expect(page.locator(".row")).to_have_count(1)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải tất cả về").click()
    text = Path(waiting.value.path()).read_text("utf-8")
    assert len(text.splitlines()) == 1
    assert STORM.id in text


def test_the_keyboard_is_enough(page: Page) -> None:
    page.locator("#q").focus()
    page.keyboard.type("tuyen quan")
    page.keyboard.press("Enter")
    expect(page.locator(".row")).to_have_count(1)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.locator(".row-head:focus").count():
            break
    page.keyboard.press("Enter")
    expect(page.locator("#result")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.locator("[data-where='points/0']:focus").count():
            break
    page.keyboard.press("Enter")
    expect(page.locator("#points-0-en")).to_be_focused()
    expect(page.locator("#point-0")).to_have_class(re.compile("is-active"))


@pytest.mark.parametrize("language", ["vi-VN", "en-GB"])
def test_on_a_phone_nothing_scrolls_sideways(browser: Browser, shelf: Shelf, language: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale=language, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{shelf.address}/archive")
    expect(page.locator(".row")).to_have_count(2)
    for step in ("#filters summary", ".row-head >> nth=0", "[data-where='points/0']"):
        page.locator(step).tap()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    expect(page.locator("#points-0-en")).to_be_visible()
    context.close()


def test_what_was_settled_before_is_suggested(brief: Page, shelf: Shelf) -> None:
    memory = StoredMemory(shelf.scope.database)
    vi, en = "Chỉ tiêu tuyển quân đạt 100%.", "The recruitment target was 100% met."
    memory.add(vi, en)
    brief.get_by_role("button", name="Sửa điểm 1").click()
    suggestion = brief.locator(".suggestions li")
    expect(suggestion).to_have_count(1)
    expect(suggestion).to_contain_text(vi)
    suggestion.get_by_role("button", name=f"Dùng: {en}").click()
    expect(brief.locator("#points-0-en")).to_have_value(en)
    expect(brief.locator("#points-0-en")).to_be_focused()
    brief.get_by_role("button", name="Lưu").click()
    expect(brief.locator("#result .badge.ok")).to_be_visible()
    assert memory.exact(BRIEF.points[0].vi) == en


def test_a_batch_is_watched_to_its_end(page: Page, shelf: Shelf) -> None:
    text = "Sáng 8/1/2025, tỉnh Lào Cai tổ chức hội nghị tổng kết công tác năm."
    articles = [{"id": f"a{n}", "text": f"{text} Lần {n}."} for n in range(3)]
    asked = {"articles": [*articles, {}]}
    assert page.request.post(f"{shelf.address}/v1/batches", data=asked).status == 202
    page.reload()
    batch = page.locator(".batch")
    expect(batch).to_contain_text("Tóm lược hai thứ tiếng")
    expect(batch).to_contain_text("0 trên 4 bài")
    expect(page.locator("#batches-running")).to_have_text("đang chạy: 1")
    queue = Queue(shelf.scope.settings)
    queue.on_ticket = Worker(
        Tools(shelf.scope.settings, shelf.scope.database, queue, shelf.scope.studio)
    ).on_ticket
    while task := queue.huey.dequeue():
        queue.huey.execute(task)
    queue.close()
    expect(batch).to_contain_text("4 trên 4 bài")
    expect(batch.get_by_text("lỗi: 1")).to_be_visible()
    expect(page.locator("#batches-running")).to_have_text("đã xong")
    with page.expect_download() as waiting:
        batch.get_by_role("link", name="Tải kết quả").click()
    assert len(Path(waiting.value.path()).read_text("utf-8").splitlines()) == 4
