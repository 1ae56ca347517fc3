"""The OpenAI-compatible engine against a real server on loopback."""

import json
import threading
from dataclasses import dataclass, field

import pytest
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from models.catalogue import CATALOGUE
from models.engines.base import Decoding
from models.engines.openai import OpenAIEngine
from models.errors import EngineFailed, InputTooLong, ModelNotInstalled

SPEC = CATALOGUE["openai"]
ANSWER = {
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "A point."}}],
    "usage": {"completion_tokens": 4},
}


def answer(content, status=200, **headers):
    text = content if isinstance(content, str) else json.dumps(content)
    return Response(text, status, headers, content_type="application/json")


@dataclass
class Server:
    """Gives the answers it was told, in turn; the last one again and again."""

    url: str = ""
    answers: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)

    def __call__(self, environ, start):
        request = Request(environ)
        body = json.loads(request.get_data()) if request.method == "POST" else None
        self.asked.append((request.method, request.path, dict(request.headers), body))
        reply = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        made = reply(body, self) if callable(reply) and not isinstance(reply, Response) else reply
        return made(environ, start)


@pytest.fixture
def server():
    made = Server()
    running = make_server("127.0.0.1", 0, made, threaded=True)
    made.url = f"http://127.0.0.1:{running.port}/v1/"
    thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    made.release.set()
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def waits():
    return []


@pytest.fixture
def engine(server, waits):
    return OpenAIEngine(SPEC, server.url, "m", "secret", timeout=5, sleep=waits.append)


def test_it_asks_as_the_contract_says(engine, server):
    server.answers = [answer(ANSWER)]
    ((made,),) = engine.generate(["Tóm tắt"], Decoding(max_tokens=50, seed=3))
    assert (made.text, made.tokens, made.logprob) == ("A point.", 4, None)
    method, path, headers, body = server.asked[0]
    assert (method, path) == ("POST", "/v1/chat/completions")
    assert headers["Authorization"] == "Bearer secret"
    assert body == {
        "model": "m",
        "messages": [{"role": "user", "content": "Tóm tắt"}],
        "temperature": 0.0,
        "max_tokens": 50,
        "seed": 3,
    }


def test_many_texts_keep_their_order(engine, server):
    def echo(body, _):
        text = body["messages"][0]["content"]
        return answer({"choices": [{"message": {"content": text.upper()}}]})

    server.answers = [echo]
    texts = [f"câu {i}" for i in range(30)]
    made = engine.generate(texts, Decoding())
    assert [row[0].text for row in made] == [text.upper() for text in texts]
    assert engine.generate([], Decoding()) == []


def test_sampling_asks_for_as_many_as_wanted(engine, server):
    several = [{"index": i, "message": {"content": f"c{i}"}} for i in (1, 0)]
    server.answers = [answer({"choices": several})]
    (row,) = engine.generate(["x"], Decoding(hypotheses=2, temperature=0.7))
    assert [h.text for h in row] == ["c0", "c1"]
    assert server.asked[0][3]["n"] == 2


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(engine, server, waits, status):
    server.answers = [answer("busy", status), answer("busy", status), answer(ANSWER)]
    assert engine.generate(["x"], Decoding())[0][0].text == "A point."
    assert waits == [0.5, 1.0]


@pytest.mark.parametrize(
    ("header", "expected"), [("3", 3.0), ("9999", 20.0), ("-5", 0.0), ("soon", 0.5)]
)
def test_it_waits_as_long_as_asked_within_reason(engine, server, waits, header, expected):
    server.answers = [answer("", 429, **{"Retry-After": header}), answer(ANSWER)]
    engine.generate(["x"], Decoding())
    assert waits == [expected]


def test_it_gives_up_in_the_end(engine, server, waits):
    server.answers = [answer("no", 503)]
    with pytest.raises(EngineFailed, match="503"):
        engine.generate(["x"], Decoding())
    assert len(server.asked) == 5
    assert waits == [0.5, 1.0, 2.0, 4.0]


@pytest.mark.parametrize(
    ("reply", "error", "message"),
    [
        (answer({"error": "bad key"}, 401), EngineFailed, "SONGNGU_OPENAI_KEY"),
        (answer({"error": "none"}, 404), EngineFailed, "SONGNGU_OPENAI_URL"),
        (answer({"error": "maximum context length"}, 400), InputTooLong, "longer"),
        (answer({"error": "bad seed"}, 400), EngineFailed, "bad seed"),
        (answer("{not json"), EngineFailed, "not JSON"),
        (answer([]), EngineFailed, "no chat completion"),
        (answer({"choices": []}), EngineFailed, "no chat completion"),
        (answer({"choices": [{"message": {"content": None}}]}), EngineFailed, "no text"),
        (answer({"choices": [{"message": None}]}), EngineFailed, "no chat completion"),
    ],
)
def test_errors_say_what_to_do(engine, server, waits, reply, error, message):
    server.answers = [reply]
    with pytest.raises(error, match=message):
        engine.generate(["x"], Decoding())
    assert waits == []


def test_the_key_is_in_no_error(engine, server):
    server.answers = [answer({}, 401)]
    with pytest.raises(EngineFailed) as caught:
        engine.generate(["x"], Decoding())
    assert "secret" not in caught.value.message


def test_a_silent_server_is_not_waited_for_for_ever(server):
    def silent(_, server):
        server.release.wait(5)
        return answer(ANSWER)

    server.answers = [silent]
    engine = OpenAIEngine(SPEC, server.url, "m", timeout=0.2)
    with pytest.raises(EngineFailed, match="in time"):
        engine.generate(["x"], Decoding())


def test_no_server_there(waits):
    engine = OpenAIEngine(SPEC, "http://127.0.0.1:9/v1", "m", sleep=waits.append)
    with pytest.raises(EngineFailed, match="cannot be reached"):
        engine.generate(["x"], Decoding())
    assert len(waits) == 4


def test_without_a_name_it_takes_the_first_model_listed(server):
    server.answers = [answer({"data": [{"id": "qwen3"}, {"id": "other"}]}), answer(ANSWER)]
    engine = OpenAIEngine(SPEC, server.url)
    assert engine.model == "qwen3"
    assert server.asked[0][:2] == ("GET", "/v1/models")
    assert "Authorization" not in server.asked[0][2]
    engine.generate(["x"], Decoding())
    assert server.asked[1][3]["model"] == "qwen3"


@pytest.mark.parametrize("listing", [{"data": []}, {}, []])
def test_a_server_without_models(server, listing):
    server.answers = [answer(listing)]
    with pytest.raises(EngineFailed, match="SONGNGU_OPENAI_MODEL"):
        OpenAIEngine(SPEC, server.url)


def test_a_server_must_be_named():
    with pytest.raises(ModelNotInstalled, match="SONGNGU_OPENAI_URL"):
        OpenAIEngine(SPEC, "")
