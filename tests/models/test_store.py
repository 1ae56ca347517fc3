"""Fetching from a hub, on loopback, and what lies on disk afterwards."""

import hashlib
import json
import threading
from dataclasses import replace

import pytest
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from models import manifest, store
from models.catalogue import CATALOGUE, Limits
from models.engines.base import Decoding
from models.errors import DamagedModel, ModelNotInstalled
from models.hub import wanted
from models.loading import ModelOptions, load_translator

OPUS = CATALOGUE["Helsinki-NLP/opus-mt-vi-en"]
COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Hub:
    """The part of the hub's protocol that its client needs for a download."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files, self.fetched, self.url, self.refusal = files, [], "", None

    def __call__(self, environ, start):
        return self._answer(Request(environ))(environ, start)

    def _answer(self, request: Request) -> Response:
        api = f"/api/models/{OPUS.id}"
        if self.refusal:
            return self.refusal
        if request.path == f"{api}/revision/main":
            siblings = [{"rfilename": name} for name in self.files]
            return self._json({"id": OPUS.id, "sha": COMMIT, "siblings": siblings})
        if request.path.startswith(f"{api}/tree/{COMMIT}"):
            return self._json([self._entry(name) for name in self.files])
        prefix = f"/{OPUS.id}/resolve/{COMMIT}/"
        name = request.path.removeprefix(prefix)
        if request.path.startswith(prefix) and name in self.files:
            return self._file(name, request.method)
        return Response("no", 404)

    def _entry(self, name):
        return {"type": "file", "path": name, "oid": _oid(self.files[name]),
                "size": len(self.files[name])}  # fmt: skip

    def _file(self, name: str, method: str) -> Response:
        if method == "GET":
            self.fetched.append(name)
        headers = {"ETag": f'"{_oid(self.files[name])}"', "X-Repo-Commit": COMMIT}
        return Response(self.files[name], headers=headers, mimetype="application/octet-stream")

    def _json(self, content) -> Response:
        return Response(json.dumps(content), mimetype="application/json")


def _oid(content: bytes) -> str:
    return hashlib.sha1(content).hexdigest()


@pytest.fixture
def hub(tiny):
    model = tiny("marian").hub
    files = {path.name: path.read_bytes() for path in model.iterdir()}
    files |= {"pytorch_model.bin": b"twice", "README.md": b"about", "tf_model.h5": b"thrice"}
    made = Hub(files)
    running = make_server("127.0.0.1", 0, made, threaded=True)
    made.url = f"http://127.0.0.1:{running.port}"
    thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def quiet_hub(monkeypatch, tmp_path):
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))


def test_a_model_is_fetched_converted_and_run(hub, tmp_path):
    told = []
    assert not store.installed(OPUS, tmp_path)
    place = store.fetch(OPUS, tmp_path, lambda *row: told.append(row), endpoint=hub.url)
    assert store.installed(OPUS, tmp_path)
    assert {"pytorch_model.bin", "README.md", "tf_model.h5"}.isdisjoint(hub.fetched)
    assert (place / "model.safetensors").read_bytes() == hub.files["model.safetensors"]
    assert manifest.revision(place) == COMMIT
    fractions = [fraction for _, fraction in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    store.verify(OPUS, tmp_path)

    spec = replace(OPUS, limits=Limits(256, 8, 1))
    options = ModelOptions(cache_dir=tmp_path, device="cpu", compute_type="float32", threads=1)
    slow = load_translator(OPUS.id, options)
    store.convert(spec, tmp_path, "float32")
    fast = load_translator(OPUS.id, options)
    assert store.locate(OPUS, tmp_path).name == "ct2"
    assert slow.revision == fast.revision == COMMIT
    decoding = Decoding(beam=1, max_tokens=6)
    texts = ["Hội nghị tổng kết.", "", "Tỉnh Bắc Kạn."]
    assert [row[0].text for row in slow.translate(texts, decoding=decoding)] == [
        row[0].text for row in fast.translate(texts, decoding=decoding)
    ]


def test_a_second_fetch_gets_nothing_again(hub, tmp_path):
    store.fetch(OPUS, tmp_path, endpoint=hub.url)
    hub.fetched.clear()
    store.fetch(OPUS, tmp_path, endpoint=hub.url)
    assert hub.fetched == []


def test_a_pinned_digest_is_held_to(hub, tmp_path):
    place = store.fetch(OPUS, tmp_path, endpoint=hub.url)
    pinned = replace(OPUS, digest=manifest.digest(place))
    store.fetch(pinned, tmp_path, endpoint=hub.url)
    store.verify(pinned, tmp_path)
    with pytest.raises(DamagedModel, match="pins"):
        store.fetch(replace(OPUS, digest="0" * 64), tmp_path, endpoint=hub.url)
    assert not store.installed(OPUS, tmp_path)


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (401, "GatedRepo", "accept its terms"),
        (404, "RepoNotFound", "has no Helsinki"),
        (404, "RevisionNotFound", "at revision main"),
        (500, "", "could not be fetched"),
    ],
)
def test_refusals_say_what_to_do(hub, tmp_path, status, code, message):
    hub.refusal = Response("no", status, {"X-Error-Code": code})
    with pytest.raises(ModelNotInstalled, match=message):
        store.fetch(OPUS, tmp_path, endpoint=hub.url)
    assert not store.installed(OPUS, tmp_path)


def test_no_hub_there(tmp_path):
    with pytest.raises(ModelNotInstalled, match="Check the connection"):
        store.fetch(OPUS, tmp_path, endpoint="http://127.0.0.1:9")


def test_a_model_never_fetched_says_the_command(tmp_path):
    with pytest.raises(ModelNotInstalled, match="songngu models fetch Helsinki-NLP/opus-mt-vi-en"):
        load_translator(OPUS.id, ModelOptions(cache_dir=tmp_path))
    with pytest.raises(ModelNotInstalled, match="Fetch"):
        store.convert(OPUS, tmp_path)


def test_damage_is_found(tmp_path):
    place = store.folder(OPUS, tmp_path)
    place.mkdir(parents=True)
    (place / "model.safetensors").write_bytes(b"weights")
    manifest.write(place, "r1")
    store.verify(OPUS, tmp_path)
    (place / "model.safetensors").write_bytes(b"wEights")
    assert store.locate(OPUS, tmp_path) == place  # sizes alone are looked at when loading
    with pytest.raises(DamagedModel, match="sha256"):
        store.verify(OPUS, tmp_path)
    (place / "model.safetensors").write_bytes(b"weig")
    with pytest.raises(DamagedModel, match="cut short"):
        store.locate(OPUS, tmp_path)
    (place / manifest.NAME).write_text("{}")
    with pytest.raises(DamagedModel, match="manifest"):
        store.locate(OPUS, tmp_path)


@pytest.mark.parametrize("id", ["songngu-extractive", "openai"])
def test_some_models_have_nothing_to_fetch(id, tmp_path):
    assert store.installed(CATALOGUE[id], tmp_path)
    with pytest.raises(store.NothingToFetch):
        store.fetch(CATALOGUE[id], tmp_path)


def test_a_package_is_looked_for_under_its_module_name(tmp_path):
    gemma = CATALOGUE["songngu-gemma-vi-en"]
    assert not store.installed(replace(gemma, source="pypi:no-such-package"), tmp_path)
    assert store.installed(replace(gemma, source="pypi:sentencepiece"), tmp_path)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["model.safetensors", "pytorch_model.bin"], ["model.safetensors"]),
        (["pytorch_model.bin", "tf_model.h5", "flax_model.msgpack"], ["pytorch_model.bin"]),
        (["config.json", ".gitattributes", "onnx/model.onnx", "README.md"], ["config.json"]),
        (["spiece.model", "chat_template.jinja"], ["spiece.model", "chat_template.jinja"]),
    ],
)
def test_only_one_set_of_weights_is_wanted(names, expected):
    assert wanted(names) == expected
