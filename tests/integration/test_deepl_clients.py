"""DeepL's clients as they are published, for Python and Node, and what Weblate sends."""

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import deepl
import httpx
import pytest
from deepl.api_data import MultilingualGlossaryDictionaryEntries as Dictionary
from fake_studio import FakeStudio
from live import require, serving

from service.app import create_app
from service.settings import load_settings

pytestmark = pytest.mark.integration

VI = "Quân khu 1 tổ chức hội nghị."
EN = f"[en] {VI}"
KEY = "geheim"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def deepl_server(studio: FakeStudio, tmp_path: Path) -> Iterator[str]:
    """A service that asks for a key, with a database of its own."""
    settings = {"SONGNGU_DATA_DIR": str(tmp_path / "data"), "SONGNGU_API_KEY": KEY}
    with serving(create_app(load_settings(settings), studio)) as address:
        yield address


@pytest.fixture
def client(deepl_server: str) -> deepl.DeepLClient:
    return deepl.DeepLClient(KEY, server_url=deepl_server)


def test_texts(client: deepl.DeepLClient) -> None:
    one = client.translate_text(VI, source_lang="VI", target_lang="EN-US")
    assert (one.text, one.detected_source_lang, one.billed_characters) == (EN, "VI", len(VI))
    many = client.translate_text([VI, "Hà Nội"], target_lang="EN-GB", formality="prefer_less")
    assert [each.text for each in many] == [EN, "[en] Hà Nội"]
    tagged = client.translate_text(
        f"<p>{VI} <b>Đẹp</b></p>", source_lang="VI", target_lang="EN-US", tag_handling="html"
    )
    assert tagged.text == f"<p>[en] {VI} <b>Đẹp</b></p>"


def test_languages_and_usage(client: deepl.DeepLClient) -> None:
    assert [one.code for one in client.get_source_languages()] == ["VI"]
    assert {one.code for one in client.get_target_languages()} == {"EN-US", "EN-GB"}
    client.translate_text(VI, source_lang="VI", target_lang="EN-US")
    usage = client.get_usage()
    assert usage.character.count == len(VI)
    assert not usage.any_limit_reached


def test_errors(client: deepl.DeepLClient, deepl_server: str) -> None:
    with pytest.raises(deepl.DeepLException, match="target_lang"):
        client.translate_text(VI, target_lang="DE")
    with pytest.raises(deepl.AuthorizationException):
        deepl.Translator("wrong", server_url=deepl_server).get_usage()
    with pytest.raises(deepl.GlossaryNotFoundException):
        client.get_glossary("none")


def test_glossaries(client: deepl.DeepLClient, studio: FakeStudio) -> None:
    entries = {"hội nghị": "conference", "đại biểu": "delegate"}
    glossary = client.create_glossary("Quân đội", "VI", "EN", entries)
    assert (glossary.entry_count, glossary.ready) == (2, True)
    assert client.get_glossary_entries(glossary) == entries
    assert [one.name for one in client.list_glossaries()] == ["Quân đội"]
    client.translate_text(VI, source_lang="VI", target_lang="EN-US", glossary=glossary)
    assert [term.en for term in studio.asked[-1][1].terms] == ["conference", "delegate"]
    pairs = client.get_glossary_languages()
    assert [(one.source_lang, one.target_lang) for one in pairs] == [("vi", "en")]
    client.delete_glossary(glossary)
    assert client.list_glossaries() == []


def test_multilingual_glossaries(client: deepl.DeepLClient) -> None:
    rows = Dictionary("vi", "en", {"hội nghị": "conference"})
    glossary = client.create_multilingual_glossary("Quân đội", [rows])
    id = glossary.glossary_id
    more = Dictionary("vi", "en", {"đại biểu": "delegate"})
    client.update_multilingual_glossary_dictionary(id, more)
    client.update_multilingual_glossary_name(id, "Khác")
    found = client.get_multilingual_glossary(id)
    assert (found.name, found.dictionaries[0].entry_count) == ("Khác", 2)
    kept = client.get_multilingual_glossary_entries(id, "VI", "EN").dictionaries[0].entries
    assert kept == "hội nghị\tconference\nđại biểu\tdelegate"
    replaced = client.replace_multilingual_glossary_dictionary(id, more)
    assert replaced.entry_count == 1
    client.delete_multilingual_glossary_dictionary(id, replaced)
    assert client.list_multilingual_glossaries()[0].dictionaries == []
    client.delete_multilingual_glossary(id)
    assert client.list_multilingual_glossaries() == []


def test_documents(client: deepl.DeepLClient) -> None:
    handle = client.translate_document_upload(
        VI.encode(), source_lang="VI", target_lang="EN-US", filename="a.txt"
    )
    while not (status := client.translate_document_get_status(handle)).done:
        assert status.ok
    assert status.billed_characters == len(VI)
    written = BytesIO()
    client.translate_document_download(handle, written)
    assert written.getvalue().decode() == EN
    with pytest.raises(deepl.DeepLException, match="Not found"):
        client.translate_document_download(handle, BytesIO())


def test_a_retry_joins_the_running_computation(
    deepl_server: str, studio: FakeStudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model slower than the client's patience: the second request gets the first one's answer."""
    monkeypatch.setattr("deepl.http_client.min_connection_timeout", 0.5)
    studio.gate.clear()
    threading.Timer(2.0, studio.gate.set).start()
    client = deepl.DeepLClient(KEY, server_url=deepl_server)
    assert client.translate_text(VI, source_lang="VI", target_lang="EN-US").text == EN
    assert len(studio.asked) == 1


def test_weblate(deepl_server: str, studio: FakeStudio) -> None:
    """Its machinery asks for languages and glossaries, then sends strings as XML."""
    headers = {"Authorization": f"DeepL-Auth-Key {KEY}"}
    with httpx.Client(base_url=f"{deepl_server}/v2/", headers=headers) as client:
        for side in ("source", "target"):
            assert client.get("languages", params={"type": side}).json()
        assert client.get("glossary-language-pairs").json()["supported_languages"]
        sent = {
            "text": ['Chào <x id="5"></x>, bạn có <x id="9"></x> thư &amp; báo', "Hà Nội"],
            "source_lang": "VI",
            "target_lang": "EN",
            "formality": "default",
            "tag_handling": "xml",
            "ignore_tags": ["x"],
        }
        answer: Any = client.post("translate", json=sent).json()
    texts = [one["text"] for one in answer["translations"]]
    assert texts == [f"[en] {sent['text'][0]}", "[en] Hà Nội"]
    assert len(studio.asked) == 1


def test_node(deepl_server: str, tmp_path: Path) -> None:
    modules = ROOT / ".node" / "node_modules"
    node = shutil.which("node")
    require(bool(node) and (modules / "deepl-node").is_dir(), "deepl-node is missing: make node")
    (tmp_path / "a.html").write_text(f"<p>{VI}</p>", "utf-8")
    ran = subprocess.run(
        [str(node), "tests/support/deepl_client.mjs", str(modules), deepl_server, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["text"]["text"] == "[en] Hội nghị khai mạc."
    assert found["text"]["detectedSourceLang"] == "vi"
    assert found["texts"] == ["[en] Một.", "[en] Hai."]
    assert found["tagged"] == '[en] Chào <x id="3"></x> nhé'
    assert (found["sources"], sorted(found["targets"])) == (["vi"], ["en-GB", "en-US"])
    assert found["usage"]["count"] > 0
    assert found["pairs"] == [{"sourceLang": "vi", "targetLang": "en"}]
    assert found["glossary"]["entryCount"] == 1
    assert found["entries"] == found["dictionary"] == {"hội nghị": "conference"}
    assert found["withTerms"] == "[en] Hội nghị."
    assert (found["many"][0]["entryCount"], found["renamed"]) == (1, "khác")
    assert found["left"] == 0
    assert found["document"] == f"<p>{EN}</p>"
    assert "target_lang" in found["refused"]
    assert found["forbidden"] == "AuthorizationError"
