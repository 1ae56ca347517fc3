"""The stream of examples: tags, noise, hints and batches."""

import random
from itertools import islice
from pathlib import Path

import pytest

from models.training import compact, vocabulary
from models.training.batches import CHANGES, Noise, Source, cut
from models.training.corpus import OWN, read_pairs
from models.training.vocabulary import EOS, TAGS, Vocabulary

PAIRS = read_pairs(OWN / "official_a.tsv")[:300]
QUIET = Noise(0, 0, 0, 0, 0, 0)


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return Vocabulary(vocabulary.train([side for pair in PAIRS for side in pair], 900))


@pytest.fixture
def folder(tmp_path: Path, words: Vocabulary) -> Path:
    sides = [[words.encode(pair[side]) for pair in PAIRS] for side in (0, 1)]
    compact.write(tmp_path / "pairs" / "official.xz", *sides)
    compact.write(tmp_path / "shorter" / "compress.xz", *sides)
    (tmp_path / "terms.tsv").write_text("hội nghị\tconference\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("text", ["Quân khu 1 tổ chức hội nghị.", "😀 ₫ ﷽", "x" * 50, ""])
def test_ids_become_the_same_text_again(words: Vocabulary, text: str) -> None:
    assert words.decode(words.encode(text)) == text
    assert words.decode(words.encode(text, 0.1)) == text


def test_numbers_are_cut_into_digits(words: Vocabulary) -> None:
    tokens = words.tokens()
    assert not [piece for piece in tokens if sum(map(str.isdigit, piece)) > 1 and piece[0] != "<"]
    assert tokens[:2] == ["</s>", "<unk>"]
    assert tokens[-1] == "<pad>"


def test_each_task_has_its_tag_and_its_share(folder: Path, words: Vocabulary) -> None:
    drawn = list(islice(Source(folder, words, "1", QUIET).draw(), 600))
    first = [words.tokens()[source[0]] for source, _ in drawn]
    assert set(first) == {TAGS["translate"], TAGS["compress"]}
    assert first.count(TAGS["translate"]) / 600 == pytest.approx(0.4 / 0.45, abs=0.06)
    assert all(source[-1] == target[-1] == EOS for source, target in drawn)


def test_without_noise_a_pair_stays_what_it_is(folder: Path, words: Vocabulary) -> None:
    known = {(vi, en) for vi, en in PAIRS}
    for source, target in islice(Source(folder, words, "1", QUIET).draw(), 50):
        assert (words.decode(source[1:]), words.decode(target)) in known


def test_terms_stand_in_the_source(folder: Path, words: Vocabulary) -> None:
    noise = Noise(0, 0, 0, 0, hints=1, sampled=0)
    drawn = islice(Source(folder, words, "1", noise).draw(), 400)
    texts = [words.decode(source) for source, _ in drawn]
    assert any("hội nghị ｟conference｠" in text.lower() for text in texts)


@pytest.mark.parametrize(
    ("name", "vi", "en", "expected"),
    [
        ("upper", "Hội nghị.", "A meeting.", ("HỘI NGHỊ.", "A MEETING.")),
        ("title", "Hội nghị tỉnh", "A meeting", ("Hội Nghị Tỉnh", "A meeting")),
        ("ending", "Hội nghị.", "A meeting.", ("Hội nghị", "A meeting")),
        ("ending", "Hội nghị?", "A meeting?", ("Hội nghị?", "A meeting?")),
        ("quotes", 'Ông: "Vâng".', 'He: "Yes."', ("Ông: “Vâng”.", 'He: "Yes."')),
        ("quotes", 'Dài 5".', '5" long.', ('Dài 5".', '5" long.')),
    ],
)
def test_noise(name: str, vi: str, en: str, expected: tuple[str, str]) -> None:
    assert CHANGES[name](vi, en) == expected


def test_batches_keep_to_their_size(folder: Path, words: Vocabulary) -> None:
    source = Source(folder, words, "1", Noise())
    for batch in islice(cut(source.draw(), 600, random.Random(1)), 60):
        widths = [max(map(len, side)) for side in zip(*batch, strict=True)]
        assert len(batch) == 1 or sum(widths) * len(batch) <= 600


def test_a_folder_without_pairs(tmp_path: Path, words: Vocabulary) -> None:
    with pytest.raises(ValueError, match="no prepared pairs"):
        next(Source(tmp_path, words, "1", QUIET).draw())
