"""A trimmed vocabulary still writes everything, and reads as the whole one where it can."""

from pathlib import Path

import numpy as np
import pytest
import sentencepiece as spm
from hypothesis import given
from hypothesis import strategies as st

from models.gguf import vocabulary
from models.gguf.reader import GemmaFile


@pytest.fixture(scope="module")
def rows(gguf_path: Path) -> list[tuple[str, float, int]]:
    return list(GemmaFile(gguf_path).pieces())


def processor(rows: list[tuple[str, float, int]]) -> spm.SentencePieceProcessor:
    return spm.SentencePieceProcessor(model_proto=vocabulary.sentencepiece_model(rows))


def trimmed(rows: list[tuple[str, float, int]], *kept: str) -> list[tuple[str, float, int]]:
    counts = np.array([int(text in kept) for text, _, _ in rows])
    return [rows[number] for number in vocabulary.choose(rows, counts, 1)]


def test_a_kept_piece_can_be_reached(rows: list[tuple[str, float, int]]) -> None:
    small = trimmed(rows, "▁quân", "q")
    # "▁quân" is merged from "▁qu" and "ân", which nothing else needs.
    assert {"▁quân", "▁qu", "ân", "qu"} & {text for text, _, _ in small} >= {"▁quân", "ân"}
    assert processor(small).encode(" quân", out_type=str) == ["▁quân"]


def test_unused_words_go_and_bytes_stay(rows: list[tuple[str, float, int]]) -> None:
    small = {text for text, _, _ in trimmed(rows, "▁quân")}
    assert "▁army" not in small
    assert {f"<0x{byte:02X}>" for byte in range(256)} <= small
    assert {"<pad>", "<eos>", "<bos>", "<unk>", "\n"} <= small


@given(text=st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_any_text_comes_back(rows: list[tuple[str, float, int]], text: str) -> None:
    model = processor(trimmed(rows, "▁quân"))
    # SentencePiece writes a space as ▁, so it cannot tell the two apart.
    assert model.decode(model.encode(text)) == text.replace("▁", " ")


@given(ids=st.sets(st.integers(0, 262_143), min_size=1, max_size=200))
def test_ids_survive_the_disk(tmp_path_factory: pytest.TempPathFactory, ids: set[int]) -> None:
    path = tmp_path_factory.mktemp("ids") / "vocabulary.xz"
    vocabulary.save_ids(sorted(ids), path)
    assert vocabulary.load_ids(path) == sorted(ids)
