import pytest
from fake_studio import FakeStudio, english
from flask.testing import FlaskClient

A = "Sáng 8/1, Quân khu 1 tổ chức hội nghị. Trung tướng Nguyễn Hồng Thái chủ trì hội nghị này."
B = "Ủy ban nhân dân tỉnh Bắc Kạn báo cáo kết quả công tác tuyển quân năm 2024 của tỉnh."


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (A, [A]),
        ([A, B], [A, B]),
        ([B, A, B], [B, A, B]),
        ([], []),
        ("", [""]),
        (["", A, " "], ["", A, ""]),
        ("Hoa 🌸 e\u0301 \u200b", ["Hoa 🌸 e\u0301 \u200b"]),
    ],
)
def test_translations_keep_order_and_count(
    client: FlaskClient, given: str | list[str], expected: list[str]
) -> None:
    response = client.post("/v1/translations", json={"text": given})
    assert response.status_code == 200
    answer = response.json
    assert [one["text"] for one in answer["translations"]] == [english(text) for text in expected]
    assert answer["translator"] == "songngu-gemma-vi-en"


def test_a_translation_says_what_was_checked(client: FlaskClient) -> None:
    (made,) = client.post("/v1/translations", json={"text": A}).json["translations"]
    assert (made["text"], made["status"], made["suggestions"]) == (english(A), "ok", [])
    assert [(check["name"], check["passed"]) for check in made["checks"]] == [("numbers", True)]


def test_the_translator_can_be_chosen(client: FlaskClient, studio: FakeStudio) -> None:
    chosen = "Helsinki-NLP/opus-mt-vi-en"
    answer = client.post("/v1/translations", json={"text": A, "translator": chosen}).json
    assert answer["translator"] == chosen
    assert studio.calls == [("translate", chosen)]


@pytest.mark.parametrize("given", [A, [A, B], [B, A]])
def test_summaries_keep_order_and_count(client: FlaskClient, given: str | list[str]) -> None:
    answer = client.post("/v1/summaries", json={"text": given, "points": 1}).json
    texts = [given] if isinstance(given, str) else given
    assert len(answer["summaries"]) == len(texts)
    for text, summary in zip(texts, answer["summaries"], strict=True):
        assert len(summary["points"]) == 1
        assert summary["points"][0] in text
        assert summary["text"] == summary["points"][0]


def test_the_length_of_a_summary_reaches_the_studio(
    client: FlaskClient, studio: FakeStudio
) -> None:
    client.post("/v1/summaries", json={"text": A, "words": 40})
    assert studio.calls == [("summarise", (40, None))]
