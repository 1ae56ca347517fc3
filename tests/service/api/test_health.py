from fake_studio import FakeStudio
from flask.testing import FlaskClient


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
