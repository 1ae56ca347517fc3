import hashlib
import io
import json
import re

import pytest
from fake_studio import FAILED, FakeStudio, english
from flask.testing import FlaskClient
from real_files import FILES, RECORD, SECOND, lines

from service.api.schemas import BRIEF
from service.formats import FORMATS, MEDIA_TYPES, format_of

SHOWN = ["json", "markdown", "html", "text"]
VIETNAMESE = "Sáng 8/1/2025, Ủy ban nhân dân tỉnh Bắc Kạn tổ chức hội nghị tổng kết công tác năm."


def test_a_brief_of_json(client: FlaskClient, report: str) -> None:
    response = client.post("/v1/briefs", json={"text": report, "points": 3})
    assert response.status_code == 200
    assert response.content_type == "application/json"
    brief = BRIEF.validate_json(response.data, strict=True)
    assert len(brief.points) == 3
    assert brief.source.sha256 == hashlib.sha256(report.encode()).hexdigest()
    for point in brief.points:
        start, end = point.spans[0]
        assert brief.source.text[start:end].startswith(point.vi[:20])


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param({"json": {"text": VIETNAMESE}}, id="json"),
        pytest.param({"data": {"text": VIETNAMESE, "url": "", "points": ""}}, id="form"),
        pytest.param(
            {"data": {"text": VIETNAMESE}, "content_type": "multipart/form-data"}, id="multipart"
        ),
        pytest.param(
            {"data": {"file": (io.BytesIO(VIETNAMESE.encode()), "tin.txt", "text/plain")}},
            id="file",
        ),
        pytest.param(
            {"data": {"file": VIETNAMESE}, "content_type": "multipart/form-data"},
            id="file without a name",
        ),
        pytest.param({"data": VIETNAMESE.encode(), "content_type": "text/plain"}, id="text/plain"),
        pytest.param(
            {
                "data": f"<html><body><p>{VIETNAMESE}</p></body></html>".encode(),
                "content_type": "text/html; charset=utf-8",
            },
            id="text/html",
        ),
        pytest.param(
            {"json": {"html": f"<html><body><p>{VIETNAMESE}</p></body></html>"}}, id="html in json"
        ),
    ],
)
def test_every_way_to_hand_in_a_report(client: FlaskClient, request_: dict[str, object]) -> None:
    response = client.post("/v1/briefs", **request_)
    assert response.status_code == 200, response.text
    assert VIETNAMESE in response.json["source"]["text"]


@pytest.mark.parametrize("name", FILES)
def test_uploads_of_every_kind(client: FlaskClient, name: str) -> None:
    response = client.post("/v1/briefs", data={"file": (io.BytesIO(FILES[name]), name)})
    assert response.status_code == 200, response.text
    assert SECOND in response.json["source"]["text"]


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("tin.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("tin.rtf", "application/rtf"),
        ("tin.csv", "text/csv; charset=utf-8"),
        ("tin.eml", "message/rfc822"),
        ("newsml.xml", "application/vnd.iptc.g2.newsitem+xml"),
        ("rss.xml", "application/rss+xml"),
        ("tin.md", "text/markdown"),
        ("tin.jsonl", "application/x-ndjson"),
    ],
)
def test_bare_bodies_of_their_own_type(client: FlaskClient, name: str, media: str) -> None:
    response = client.post("/v1/briefs", data=FILES[name], content_type=media)
    assert response.status_code == 200, response.text
    assert SECOND in response.json["source"]["text"]


def test_a_list_of_articles_is_refused(client: FlaskClient) -> None:
    many = lines(RECORD, RECORD)
    response = client.post("/v1/briefs", data=many, content_type="application/x-ndjson")
    assert (response.status_code, response.json["code"]) == (422, "several-articles")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_uploads_in_unicode_encodings(client: FlaskClient, report: str, encoding: str) -> None:
    response = client.post(
        "/v1/briefs", data={"file": (io.BytesIO(report.encode(encoding)), "tin.txt")}
    )
    assert response.status_code == 200
    assert "Nguyễn Hồng Thái" in response.json["source"]["text"]


def test_an_upload_in_windows_1258(client: FlaskClient, report: str) -> None:
    response = client.post(
        "/v1/briefs", data={"file": (io.BytesIO(windows_1258(report)), "tin.txt")}
    )
    assert response.status_code == 200
    text = response.json["source"]["text"]
    assert "Trung tướng Nguyễn Hồng Thái, Ủy viên Ban Chấp hành Trung ương Đảng" in text


def windows_1258(text: str) -> bytes:
    """What Vietnamese editors of the nineties wrote: vowels, then combining tones."""
    import unicodedata

    encoded = b""
    for letter in text:
        try:
            encoded += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, tone = unicodedata.normalize("NFD", letter)[0], ""
            parts = unicodedata.normalize("NFD", letter)[1:]
            tone = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
            shape = "".join(part for part in parts if part not in tone)
            encoded += (unicodedata.normalize("NFC", base + shape) + tone).encode("cp1258")
    return encoded


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/markdown", "text/markdown; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("text/plain;q=0.5, text/markdown", "text/markdown; charset=utf-8"),
        ("application/xml, application/*;q=0.1", "application/json"),
        ("application/vnd.iptc.ninjs+json", "application/vnd.iptc.ninjs+json;version=3.1"),
        (
            "application/vnd.iptc.ninjs+json; version=1.7",
            "application/vnd.iptc.ninjs+json;version=1.7",
        ),
        ("application/xliff+xml", "application/xliff+xml;version=2.1"),
        ("application/feed+json", "application/feed+json"),
        ("application/atom+xml", "application/atom+xml; charset=utf-8"),
    ],
)
def test_accept_chooses_the_form(client: FlaskClient, accept: str | None, media: str) -> None:
    headers = {"Accept": accept} if accept else {}
    response = client.post("/v1/briefs", json={"text": VIETNAMESE}, headers=headers)
    assert response.status_code == 200
    assert response.content_type == media
    assert "Accept" in response.vary
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("form", "start"), [("json", "{"), ("markdown", "# "), ("html", "<!DOCTYPE"), ("text", "Sáng")]
)
def test_format_wins_over_accept(client: FlaskClient, form: str, start: str) -> None:
    response = client.post(
        f"/v1/briefs?format={form}", json={"text": VIETNAMESE}, headers={"Accept": "image/png"}
    )
    assert response.status_code == 200
    assert response.text.startswith(start)


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in SHOWN])
def test_what_is_no_page_is_a_file_with_a_name(client: FlaskClient, form: str) -> None:
    response = client.post(f"/v1/briefs?format={form}", json={"text": VIETNAMESE})
    assert response.status_code == 200
    assert response.content_type.startswith(MEDIA_TYPES[form])
    disposition = response.headers["Content-Disposition"]
    found = re.fullmatch(r'attachment; filename="(songngu-[0-9a-f]{12}\.[a-z0-9.]+)"', disposition)
    assert found
    assert format_of(found[1]) == form


@pytest.mark.parametrize("form", SHOWN)
def test_what_people_read_is_shown(client: FlaskClient, form: str) -> None:
    response = client.post(f"/v1/briefs?format={form}", json={"text": VIETNAMESE})
    assert "Content-Disposition" not in response.headers


def test_the_name_of_a_file_is_made_of_nothing_dangerous(client: FlaskClient) -> None:
    brief = client.post("/v1/briefs", json={"text": VIETNAMESE}).json
    brief["id"] = '../../etc"\r\nX-Evil: 1'
    response = client.post("/v1/briefs/render?format=tmx", json=brief)
    assert (
        response.headers["Content-Disposition"] == 'attachment; filename="songngu-etcX-Evil1.tmx"'
    )
    assert "X-Evil" not in response.headers


def test_one_language_can_be_left_out(client: FlaskClient) -> None:
    response = client.post("/v1/briefs?format=text&language=vi", json={"text": VIETNAMESE})
    assert "[en]" not in response.text


def test_options_reach_the_studio(client: FlaskClient, studio: FakeStudio) -> None:
    client.post(
        "/v1/briefs?words=99&points=9",
        json={"text": VIETNAMESE, "points": 2, "diacritics": True, "title": "Hội nghị"},
    )
    ((_, options),) = studio.calls
    assert (options.points, options.words, options.diacritics) == (2, 99, True)
    assert options.summariser is None


def test_what_is_known_of_the_report_stays_with_it(client: FlaskClient) -> None:
    response = client.post(
        "/v1/briefs?title=Tin&published=2025-01-09&source_url=https://baobackan.vn/1",
        data=VIETNAMESE.encode(),
        content_type="text/plain; charset=utf-8",
    )
    source = response.json["source"]
    assert (source["title"], source["published"]) == ("Tin", "2025-01-09")
    assert source["url"] == "https://baobackan.vn/1"


def test_a_url_is_fetched(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def fetch(url: str, *, timeout: float, limit: int) -> tuple[bytes, str, str]:
        asked.append((url, timeout, limit))
        page = f"<html><body><article><p>{VIETNAMESE}</p></article></body></html>"
        return page.encode(), "text/html; charset=utf-8", "https://bao.vn/cuoi"

    monkeypatch.setattr("service.api.submissions.fetch_url", fetch)
    response = client.post("/v1/briefs", json={"url": "https://bao.vn/dau"})
    assert response.status_code == 200
    assert response.json["source"]["url"] == "https://bao.vn/cuoi"
    assert asked == [("https://bao.vn/dau", 20.0, 100_000)]


def test_characters_beyond_the_first_plane_keep_their_offsets(client: FlaskClient) -> None:
    text = f"{VIETNAMESE} Đại biểu đặt hoa 🌸🌸 tại tượng đài. {VIETNAMESE.replace('8/1', '9/1')}"
    brief = client.post("/v1/briefs", json={"text": text, "points": 3}).json
    for start, end in brief["source"]["sentences"]:
        assert text[start:end] == text[start:end].strip()
    assert [text[start:end][:4] for start, end in brief["source"]["sentences"]][-1] == "Sáng"


def test_html_shows_under_its_own_policy(client: FlaskClient) -> None:
    response = client.post("/v1/briefs?format=html", json={"text": VIETNAMESE})
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "unsafe" not in policy
    style = re.search(r"<style>(.*?)</style>", response.text, re.DOTALL)
    assert style
    import base64

    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy


def test_markup_in_the_report_is_text(client: FlaskClient) -> None:
    text = f"{VIETNAMESE} Ông nói <script>alert(1)</script> & ra về trong buổi sáng hôm đó."
    page = client.post("/v1/briefs?format=html", json={"text": text, "points": 5}).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_rendering_changes_the_form_and_nothing_else(client: FlaskClient, report: str) -> None:
    brief = client.post("/v1/briefs", json={"text": report}).json
    for form in FORMATS:
        direct = client.post(f"/v1/briefs?format={form}", json={"text": report})
        rendered = client.post(f"/v1/briefs/render?format={form}", json=brief)
        assert rendered.status_code == 200
        assert rendered.data == direct.data
        assert rendered.content_type == direct.content_type


def events_of(text: str) -> list[tuple[str, dict[str, object]]]:
    blocks = [block for block in text.split("\n\n") if block.startswith("event:")]
    found = [re.fullmatch(r"event: (\w+)\ndata: (.*)", block) for block in blocks]
    return [(match[1], json.loads(match[2])) for match in found if match]


def test_progress_can_be_watched(client: FlaskClient, report: str) -> None:
    response = client.post(
        "/v1/briefs", json={"text": report}, headers={"Accept": "text/event-stream"}
    )
    assert response.content_type.startswith("text/event-stream")
    assert response.headers["X-Accel-Buffering"] == "no"
    names, data = zip(*events_of(response.text), strict=True)
    assert names == ("progress",) * 4 + ("brief",)
    assert data[0] == {"stage": "Reading the report", "fraction": 0.0}
    assert [one["fraction"] for one in data[:-1]] == [0.0, 0.2, 0.5, 1.0]
    assert data[-1] == client.post("/v1/briefs", json={"text": report}).json


def test_a_failure_while_watched_is_an_event(client: FlaskClient) -> None:
    response = client.post(
        "/v1/briefs",
        json={"text": "The conference was held in Hanoi this morning, officials said."},
        headers={"Accept": "text/event-stream"},
    )
    name, problem = events_of(response.text)[-1]
    assert (name, problem["code"], problem["status"]) == ("problem", "not-vietnamese", 422)
    assert problem["request_id"] == response.headers["X-Request-Id"]


def test_a_bad_request_is_answered_before_the_stream(client: FlaskClient) -> None:
    response = client.post(
        "/v1/briefs", json={"points": 3}, headers={"Accept": "text/event-stream"}
    )
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"


def test_flags_tell_what_failed(client: FlaskClient) -> None:
    text = "Năm 2024, chỉ tiêu tuyển quân của Quân khu 1 đã hoàn thành 100% kế hoạch được giao."
    brief = client.post("/v1/briefs", json={"text": text, "points": 1}).json
    assert brief["status"] == "review"
    assert brief["flags"] == [{"code": "numbers", "message": FAILED.message, "where": "points/0"}]
    assert brief["points"][0]["en"] == english(text)
