import threading

import pytest
from fake_studio import FakeStudio
from flask.testing import FlaskClient

from service.api import readiness


def test_whoever_answers_is_alive(client: FlaskClient, studio: FakeStudio) -> None:
    studio.missing = ["The translator is not installed: pip install 'songngu[gemma]'."]
    assert client.get("/healthz").json == {"status": "ok"}


def test_ready_when_the_models_are(client: FlaskClient) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json) == (200, {"status": "ready"})


def test_not_ready_says_why(client: FlaskClient, studio: FakeStudio) -> None:
    studio.missing = ["The translator is not installed: pip install 'songngu[gemma]'."]
    response = client.get("/readyz")
    problem = response.get_json(force=True)
    assert response.status_code == 503
    assert problem["code"] == "not-ready"
    assert problem["problems"] == studio.missing
    assert studio.missing[0] in problem["detail"]


def test_a_probe_does_not_wait_for_the_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "WAIT_SECONDS", 0.01)
    loaded, looks = threading.Event(), []

    def look() -> list[str]:
        looks.append(1)
        loaded.wait(5)
        return []

    watched = readiness.Readiness(look)
    assert watched.problems() == [readiness.LOADING]
    assert watched.problems() == [readiness.LOADING]
    assert len(looks) == 1
    loaded.set()
    monkeypatch.setattr(readiness, "WAIT_SECONDS", 5)
    assert watched.problems() == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_look_that_fails_is_not_ready() -> None:
    def look() -> list[str]:
        raise RuntimeError

    assert readiness.Readiness(look).problems() == ["The models could not be looked at."]
