"""The official client of OpenAI against a live server."""

import json

import httpx
import openai
import pytest
from fake_studio import FakeStudio, english

from service.api.schemas import BRIEF

pytestmark = pytest.mark.integration

TEXT = "Sáng 8/1/2025, Ủy ban nhân dân tỉnh Bắc Kạn tổ chức hội nghị tổng kết công tác năm."


@pytest.fixture
def client(server: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{server}/v1", api_key="any", max_retries=0, timeout=30)


def ask(client: openai.OpenAI, text: str = TEXT, model: str = "songngu-translate", **more):
    messages = [{"role": "user", "content": text}]
    return client.chat.completions.create(model=model, messages=messages, **more)


def test_models_are_listed_and_described(client: openai.OpenAI) -> None:
    ids = [model.id for model in client.models.list()]
    assert "songngu-translate" in ids
    assert client.models.retrieve("songngu-brief").owned_by == "songngu"


def test_a_completion(client: openai.OpenAI) -> None:
    answer = ask(client, temperature=0)
    assert answer.choices[0].message.content == english(TEXT)
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    assert answer.model_extra is not None
    assert answer.model_extra["songngu"]["machine_generated"] is True


def test_json_answers(client: openai.OpenAI) -> None:
    answer = ask(client, response_format={"type": "json_object"})
    assert json.loads(answer.choices[0].message.content or "") == {"suggestions": [english(TEXT)]}
    brief = ask(client, model="songngu-brief", response_format={"type": "json_object"})
    assert BRIEF.validate_json(brief.choices[0].message.content or "").source.text == TEXT


def test_a_stream(client: openai.OpenAI) -> None:
    stream = ask(client, stream=True, stream_options={"include_usage": True})
    chunks = list(stream)
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text == english(TEXT)
    assert chunks[-1].usage is not None
    assert chunks[-1].usage == ask(client).usage


def test_the_helper_of_the_client_for_streams(client: openai.OpenAI) -> None:
    messages = [{"role": "user", "content": TEXT}]
    with client.chat.completions.stream(model="songngu-headline", messages=messages) as stream:
        stream.until_done()
        final = stream.get_final_completion()
    assert final.choices[0].message.content == english(TEXT)


def test_errors_are_the_exceptions_of_the_client(client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as missing:
        ask(client, model="gpt-4o")
    assert (missing.value.code, missing.value.param) == ("model_not_found", "model")
    with pytest.raises(openai.BadRequestError) as refused:
        ask(client, n=3)
    assert refused.value.param == "n"
    with pytest.raises(openai.UnprocessableEntityError):
        ask(client, "The meeting was held this morning.", model="songngu-summary")


def test_a_failure_within_a_stream_is_an_exception_too(
    client: openai.OpenAI, studio: FakeStudio
) -> None:
    studio.error = RuntimeError("secret")
    with pytest.raises(openai.APIError, match="The service failed"):
        list(ask(client, stream=True))
    with pytest.raises(openai.InternalServerError):
        ask(client)


def test_superdesk_asks_by_plain_http(server: str) -> None:
    """Models first; then a prompt and a text, whose answer is read as JSON within JSON."""
    headers = {"Authorization": "Bearer any"}
    listed = httpx.get(f"{server}/v1/models", headers=headers).json()
    model = next(row["id"] for row in listed["data"] if "headline" in row["id"])
    answer = httpx.post(
        f"{server}/v1/chat/completions",
        headers=headers,
        json={
            "model": model,
            "messages": [
                {"role": "system", "content": "Suggest headlines for the article."},
                {"role": "user", "content": TEXT},
            ],
            "temperature": 0.7,
            "response_format": {"type": "json_object"},
        },
    ).json()
    assert json.loads(answer["choices"][0]["message"]["content"])["suggestions"] == [english(TEXT)]
    assert answer["model"] == model
    assert answer["usage"]["prompt_tokens"] > 0
    assert answer["usage"]["completion_tokens"] > 0
