"""The page in a real browser, as editors use it: mouse, keyboard, phone, both languages."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_studio import FAILED, FakeStudio
from playwright.sync_api import Browser, BrowserContext, Page, expect

from models.errors import EngineFailed

pytestmark = pytest.mark.integration


@pytest.fixture
def page(context: BrowserContext, server: str) -> Iterator[Page]:
    """The open page; a script that fails or breaks the content policy fails the test."""
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(server)
    expect(page.locator("html[data-ready]")).to_be_attached()
    yield page
    assert [one for one in complaints if "Failed to load resource" not in one] == []


@pytest.fixture
def brief(page: Page) -> Page:
    """The page with the brief of the example."""
    page.get_by_role("button", name="Dùng bản tin mẫu").click()
    expect(page.locator("#text")).to_have_value(re.compile("Quân khu 1 tổ chức Hội nghị"))
    page.get_by_role("button", name="Lập bản tóm lược").click()
    expect(page.locator(".point")).to_have_count(5)
    return page


def marked(page: Page) -> str:
    return "".join(page.locator(".report-text .is-exact").all_inner_texts())


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_an_example_becomes_a_brief_in_both_languages(brief: Page) -> None:
    point = brief.locator(".point").first
    expect(point.locator("[lang=vi].side")).to_be_visible()
    expect(point.locator("[lang=en].side")).to_contain_text("[en]")
    left, right = (point.locator(f"[lang={side}].side").bounding_box() for side in ("vi", "en"))
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]
    assert abs(left["y"] - right["y"]) < 2
    expect(brief.get_by_text("Bản nháp do máy tạo")).to_be_visible()
    expect(brief.locator("#compose")).not_to_have_attribute("open", "")
    expect(brief.locator("#live")).to_contain_text("có chỗ cần xem lại")


def test_pointing_at_a_point_marks_its_source(brief: Page) -> None:
    for number in (0, 3):
        point = brief.locator(f"#point-{number}")
        point.hover()
        expect(point).to_have_class(re.compile("is-active"))
        said = point.locator("[lang=vi].side").inner_text().removesuffix("…").strip()
        assert marked(brief).startswith(said)
        first = brief.locator(".report-text .is-exact").first
        expect(first).to_be_in_viewport()
    brief.mouse.move(5, 5)
    assert marked(brief)


def test_pointing_at_the_report_shows_the_point(brief: Page) -> None:
    brief.locator("mark[data-points='4']").first.hover()
    expect(brief.locator("#point-4")).to_have_class(re.compile("is-active"))
    expect(brief.locator(".point.is-active")).to_have_count(1)


def test_the_source_is_quoted_in_place(brief: Page) -> None:
    brief.locator("#point-0 summary").click()
    quote = brief.locator("#point-0 blockquote")
    expect(quote).to_be_visible()
    expect(quote).to_contain_text("Năm 2024, Đảng ủy, Bộ Tư lệnh Quân khu 1")


def test_flags_lead_to_their_points(brief: Page) -> None:
    flags = brief.get_by_role("region", name="Cần kiểm tra")
    expect(flags.get_by_role("listitem")).to_have_count(2)
    flags.get_by_role("link", name="Điểm 2").click()
    expect(brief.locator("#point-1")).to_be_focused()
    expect(brief.locator("#point-1")).to_have_class(re.compile("is-active"))
    expect(brief.locator("#point-1 .failure")).to_contain_text("Số liệu")
    expect(brief.locator("#point-1 .failure")).to_contain_text(FAILED.message)


@pytest.mark.parametrize(
    ("name", "suffix", "start"),
    [
        ("Tải về: Word", "docx", "PK"),
        ("Tải về: Markdown", "md", "# "),
        ("Tải về: HTML", "html", "<!DOCTYPE html>"),
        ("Tải về: Văn bản", "txt", "Sáng 08/01"),
        ("Tải về: JSON", "json", "{"),
        ("Tải về: ninjs", "ninjs.json", "{"),
        ("Tải về: NewsML-G2", "newsml.xml", "<?xml"),
        ("Tải về: TMX", "tmx", "<?xml"),
        ("Tải về: XLIFF", "xliff", "<?xml"),
        ("Tải về: Atom", "atom", "<?xml"),
    ],
)
def test_downloads(brief: Page, tmp_path: Path, name: str, suffix: str, start: str) -> None:
    button = brief.get_by_role("button", name=name)
    if not button.is_visible():
        brief.get_by_text("Định dạng khác").click()
    with brief.expect_download() as waiting:
        button.click()
    download = waiting.value
    assert download.suggested_filename.endswith(f".{suffix}")
    download.save_as(tmp_path / "brief")
    saved = (tmp_path / "brief").read_bytes()
    assert saved.startswith(start.encode())
    if suffix == "json":
        assert len(json.loads(saved)["points"]) == 5


def test_copying(brief: Page) -> None:
    brief.get_by_role("button", name="Sao chép").click()
    expect(brief.get_by_role("button", name="Đã sao chép")).to_be_visible()
    copied = brief.evaluate("navigator.clipboard.readText()")
    assert "Đảng ủy, Bộ Tư lệnh Quân khu 1" in copied
    assert "[en]" in copied


def test_one_language_alone(brief: Page) -> None:
    brief.get_by_role("button", name="Tiếng Anh").click()
    expect(brief.locator(".point [lang=vi].side").first).to_be_hidden()
    expect(brief.locator(".point [lang=en].side").first).to_be_visible()
    brief.get_by_role("button", name="Sao chép").click()
    expect(brief.get_by_role("button", name="Đã sao chép")).to_be_visible()
    assert "[en]" in brief.evaluate("navigator.clipboard.readText()")


def test_the_language_of_the_page_is_switched_and_remembered(brief: Page) -> None:
    brief.get_by_role("link", name="English").click()
    expect(brief.locator("html")).to_have_attribute("lang", "en")
    expect(brief.get_by_role("heading", name="Main points")).to_be_visible()
    expect(brief.get_by_role("link", name="Point 2")).to_be_visible()
    expect(brief.locator(".point")).to_have_count(5)  # the brief is still there
    brief.reload()
    expect(brief.locator("html")).to_have_attribute("lang", "en")
    expect(brief.get_by_role("button", name="Make the brief")).to_be_visible()


def test_the_keyboard_is_enough(page: Page) -> None:
    def tab_to(selector: str, limit: int = 40) -> None:
        for _ in range(limit):
            page.keyboard.press("Tab")
            if page.locator(f"{selector}:focus").count():
                return
        raise AssertionError(f"{selector} was not reached")

    tab_to("#example")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value(re.compile("Quân khu 1"))
    tab_to("#points")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".point")).to_have_count(4)
    expect(page.locator("#result")).to_be_focused()
    tab_to("#point-2 summary")
    expect(page.locator("#point-2")).to_have_class(re.compile("is-active"))
    ring = page.locator("#point-2 summary").evaluate("(e) => getComputedStyle(e).outlineStyle")
    assert ring == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#point-2 blockquote")).to_be_visible()
    tab_to(".report-pane")
    page.keyboard.press("Tab")  # nothing holds the focus
    assert not page.locator(".report-pane:focus").count()


@pytest.mark.parametrize("language", ["vi-VN", "en-GB"])
def test_on_a_phone_nothing_scrolls_sideways(browser: Browser, server: str, language: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale=language, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(server)
    expect(page.locator("html[data-ready]")).to_be_attached()
    assert overflow(page) <= 0
    page.locator("#example").tap()
    expect(page.locator("#text")).not_to_have_value("")
    page.locator("#submit").tap()
    expect(page.locator(".point")).to_have_count(5)
    assert overflow(page) <= 0
    page.locator("#point-1 summary").tap()
    expect(page.locator("#point-1 blockquote")).to_be_visible()
    page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
    assert overflow(page) <= 0
    context.close()


def test_a_file_is_read(page: Page, tmp_path: Path) -> None:
    text = "Sáng 8/1/2025, Ủy ban nhân dân tỉnh Bắc Kạn tổ chức hội nghị tổng kết công tác năm."
    path = tmp_path / "tin.txt"
    path.write_text(text, "utf-8")
    page.get_by_role("radio", name="Tệp").check()
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="Lập bản tóm lược").click()
    expect(page.locator(".report-text")).to_have_text(text)


def test_a_dropped_file_is_taken(page: Page) -> None:
    data = page.evaluate_handle(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["Sáng 8/1, Quân khu 1 tổ chức hội nghị."], "tin.txt"));
            return data;
        }"""
    )
    page.dispatch_event("#form", "drop", {"dataTransfer": data})
    expect(page.locator("#file")).to_be_visible()
    assert page.locator("#file").evaluate("(input) => input.files[0].name") == "tin.txt"


def test_nothing_is_asked_for_nothing(page: Page, studio: FakeStudio) -> None:
    page.get_by_role("button", name="Lập bản tóm lược").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa có bản tin nào")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_attribute("aria-invalid", "true")
    assert studio.calls == []


def test_a_problem_is_told_in_the_language_of_the_page(page: Page) -> None:
    page.locator("#text").fill("The conference was held in Hanoi this morning, officials said.")
    page.get_by_role("button", name="Lập bản tóm lược").click()
    expect(page.get_by_role("alert")).to_contain_text("không phải tiếng Việt")
    expect(page.get_by_role("alert")).to_contain_text("English")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("alert")).to_contain_text("This text is not Vietnamese.")


def test_a_model_that_fails_is_told(page: Page, studio: FakeStudio) -> None:
    studio.error = EngineFailed("The server does not answer.")
    page.get_by_role("button", name="Dùng bản tin mẫu").click()
    expect(page.locator("#text")).not_to_have_value("")
    page.get_by_role("button", name="Lập bản tóm lược").click()
    expect(page.get_by_role("alert")).to_contain_text("Mô hình không trả lời.")
    expect(page.locator("#progress")).to_be_hidden()
    expect(page.get_by_role("button", name="Lập bản tóm lược")).to_be_enabled()


def test_work_can_be_stopped(page: Page, studio: FakeStudio) -> None:
    studio.gate.clear()
    page.get_by_role("button", name="Dùng bản tin mẫu").click()
    expect(page.locator("#text")).not_to_have_value("")
    page.get_by_role("button", name="Lập bản tóm lược").click()
    expect(page.locator("#stage")).to_have_text("Đang chọn các điểm chính…")
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "0.2")
    page.get_by_role("button", name="Dừng").click()
    expect(page.locator("#live")).to_have_text("Đã dừng.")
    expect(page.locator("#progress")).to_be_hidden()
    studio.gate.set()


def test_the_text_of_a_report_is_never_markup(page: Page) -> None:
    text = (
        'Sáng 8/1, Quân khu 1 tổ chức hội nghị 🌸 <img src=x onerror="document.title=1"> tổng kết. '
        "Trung tướng Nguyễn Hồng Thái 🌸🌸 chủ trì hội nghị tổng kết công tác quốc phòng."
    )
    title = page.title()
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Lập bản tóm lược").click()
    expect(page.locator(".report-text")).to_have_text(text)
    assert page.locator("#result img").count() == 0
    assert page.title() == title
    last = page.locator(".point").last
    last.hover()
    assert marked(page).startswith("Trung tướng Nguyễn Hồng Thái 🌸🌸 chủ trì")


def test_without_scripts_the_form_still_works(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(server)
    text = "Sáng 8/1/2025, Ủy ban nhân dân tỉnh Bắc Kạn tổ chức hội nghị tổng kết công tác năm."
    page.fill("#text", text)
    page.click("#submit")
    expect(page.locator("h1").first).to_have_text(text)
    context.close()


def test_the_reference_of_the_api_shows(page: Page) -> None:
    page.get_by_role("link", name="API").click()
    expect(page.get_by_role("heading", name="The Songngu API")).to_be_visible()
    expect(page.locator("#post_v1_briefs")).to_contain_text("text/event-stream")
    assert overflow(page) <= 0
