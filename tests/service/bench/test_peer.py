"""The package that LibreTranslate is given, and the sentences that both servers are."""

import json

import click
import pytest

from service.bench.peer import SPLITTER, package, sentences
from service.bench.server import free_port, started


def test_a_package_lies_as_argos_installs_it(tmp_path):
    model = tmp_path / "ct2"
    model.mkdir()
    (model / "model.bin").write_bytes(b"weights")
    (model / "source.spm").write_bytes(b"pieces")
    package(tmp_path / "vi_en", model, ("vi", "en"))
    told = json.loads((tmp_path / "vi_en" / "metadata.json").read_text("utf-8"))
    assert (told["from_code"], told["to_code"], told["to_name"]) == ("vi", "en", "English")
    assert (tmp_path / "vi_en" / "model" / "model.bin").read_bytes() == b"weights"
    assert (tmp_path / "vi_en" / "sentencepiece.model").read_bytes() == b"pieces"


def test_the_sentences_are_different_and_always_the_same():
    assert len(set(sentences(200))) == 200
    assert sentences(5) == sentences(5)


def test_the_splitter_splits_nothing():
    names: dict[str, type] = {}
    exec(SPLITTER, names)
    assert names["SBDetect"]("vi").sentences("Một. Hai.") == ["Một. Hai."]


def test_a_server_that_does_not_come_up_says_why(tmp_path):
    url = f"http://127.0.0.1:{free_port()}"
    command = ["python3", "-c", "raise SystemExit('no such model')"]
    starting = started(command, {}, tmp_path / "log", url, "/")
    with pytest.raises(click.ClickException, match="no such model"):
        starting.__enter__()
