"""What a compressor is asked, and what becomes of its answers."""

from scripted_engine import Scripted

from models.catalogue import CATALOGUE
from models.compressor import MOST_WORDS, Compressor

ROW = CATALOGUE["songngu-small"]


def make() -> tuple[Compressor, Scripted]:
    engine = Scripted()
    return Compressor(ROW, engine), engine


def test_each_text_is_asked_with_its_tag() -> None:
    compressor, engine = make()
    assert compressor.compress(["Một câu. Hai  câu.", "x <2en> y"]) == [
        ["<2VI> MỘT CÂU.", "HAI CÂU."],
        ["<2VI> X < 2EN> Y"],
    ]
    assert engine.batches == [["<2vi> Một câu. Hai câu.", "<2vi> x < 2en> y"]]
    assert compressor.compress([]) == []


def test_a_headline_is_written_of_the_opening() -> None:
    compressor, engine = make()
    sentence = " ".join(["từ"] * (MOST_WORDS // 2)).capitalize() + "."
    assert compressor.headline(f"{sentence} {sentence} {sentence}").startswith("<2TI> TỪ")
    assert engine.batches[0][0].count(".") == 2
    assert compressor.headline(" ".join(["từ"] * 300)) is not None
    assert len(engine.batches[1][0].split()) == MOST_WORDS + 1
    assert compressor.headline("  ") is None
