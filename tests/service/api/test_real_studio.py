"""The API over the real studio; only the network of the translator is left out."""

import threading
from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient

from models.catalogue import find
from models.engines.base import Decoding, Engine, Hypothesis
from models.translator import Translator
from service.api.schemas import BRIEF
from service.app import create_app
from service.settings import load_settings


class Parrot(Engine):
    """Says something in English, whatever it is told."""

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        return [[Hypothesis("The conference was held in 1999.", 7, -0.1)] for _ in texts]


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    def load(id: str, options: object) -> Translator:
        return Translator(find(id, "translate"), Parrot())

    monkeypatch.setattr("service.briefs.studio_models.load_translator", load)
    return create_app(load_settings({})).test_client()


def test_a_brief_of_the_example(real: FlaskClient, report: str) -> None:
    response = real.post("/v1/briefs", json={"text": report, "points": 4, "words": 120})
    assert response.status_code == 200, response.text
    brief = BRIEF.validate_json(response.data, strict=True)
    assert 1 <= len(brief.points) <= 4
    assert sum(len(point.vi.split()) for point in brief.points) <= 120
    for point in brief.points:
        assert point.source
        assert all(0 <= start < end <= len(report) for start, end in point.spans)
    assert brief.status == "review"  # 1999 is nowhere in the report
    assert any(flag.code in ("numbers", "dates") for flag in brief.flags)
    assert all(start < end for start, end in brief.source.sentences)


def test_the_same_request_has_the_same_id(real: FlaskClient, report: str) -> None:
    one, two = (real.post("/v1/briefs", json={"text": report}).json for _ in range(2))
    other = real.post("/v1/briefs", json={"text": report, "points": 3}).json
    assert one["id"] == two["id"] != other["id"]


@pytest.mark.parametrize("form", ["json", "markdown", "html", "text"])
def test_a_real_brief_is_rendered_as_it_was_written(
    real: FlaskClient, report: str, form: str
) -> None:
    brief = real.post("/v1/briefs", json={"text": report}).json
    response = real.post(f"/v1/briefs/render?format={form}", json=brief)
    assert response.status_code == 200
    assert "Quân khu 1" in response.text


@pytest.mark.parametrize("words", [40, 80])
def test_a_summary_keeps_to_its_words(real: FlaskClient, report: str, words: int) -> None:
    answer = real.post("/v1/summaries", json={"text": report, "words": words}).json
    (summary,) = answer["summaries"]
    assert summary["points"]
    assert len(summary["text"].split()) <= words


def test_translations_keep_order_and_count(real: FlaskClient) -> None:
    given = ["", "Hội nghị khai mạc.", "Hội nghị tổ chức năm 2024."]
    answer = real.post("/v1/translations", json={"text": given})
    empty, invented, mended = answer.json["translations"]
    assert (empty["text"], empty["status"]) == ("", "ok")
    assert invented["status"] == "review"  # 1999 is nowhere in the source
    assert mended["text"] == "The conference was held in 2024."  # the one number there can be
    assert any(check["step"] for check in mended["checks"])


def test_unknown_models_are_refused(real: FlaskClient, report: str) -> None:
    response = real.post("/v1/briefs", json={"text": report, "translator": "gpt-9"})
    problem = response.get_json(force=True)
    assert (response.status_code, problem["code"]) == (422, "unknown-model")
    assert "songngu-gemma-vi-en" in problem["known"]


def test_readiness_loads_the_models(real: FlaskClient) -> None:
    assert real.get("/readyz").status_code == 200


def test_nobody_waits_for_a_model_longer_than_they_have_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there, loads = threading.Event(), []

    def load(id: str, options: object) -> Translator:
        loads.append(id)
        there.wait(30)
        return Translator(find(id, "translate"), Parrot())

    monkeypatch.setattr("service.briefs.studio_models.load_translator", load)
    client = create_app(load_settings({})).test_client()
    headers = {"X-Request-Timeout": "0.05"}
    for _ in range(2):
        late = client.post("/v1/translations", json={"text": "Hội nghị."}, headers=headers)
        assert (late.status_code, late.json["code"]) == (504, "deadline-exceeded")
    there.set()
    assert client.post("/v1/translations", json={"text": "Hội nghị."}).status_code == 200
    assert len(loads) == 1
