"""Reading, cleaning and mixing of parallel files."""

import lzma
import random
from itertools import islice
from pathlib import Path

import pytest

from models.training import corpus


@pytest.mark.parametrize(
    ("vi", "en", "expected"),
    [
        ("Hội nghị tổng kết năm 2024 đã kết thúc.", "The 2024 review conference has ended.", True),
        ("Có 1.250 đại biểu tham dự hội nghị.", "There were 1,250 delegates attending.", True),
        ("Có 1.250 đại biểu tham dự hội nghị.", "There were 1,520 delegates attending.", False),
        ("Hai từ", "Two words", False),
        ("Một câu khá dài về hội nghị tổng kết của tỉnh.", "Conference.", False),
        ("iPhone 12 Pro Max 512GB của Apple", "iPhone 12 Pro Max 512GB của Apple", False),
    ],
)
def test_usable(vi: str, en: str, expected: bool) -> None:
    assert corpus.usable(vi, en) is expected


def test_what_may_not_be_sold_is_never_read() -> None:
    for mixture in (corpus.MIXTURE, corpus.STUDENT):
        read = {*mixture, *corpus.SPOKEN_IN}
        assert not {"xnli", "ted_iwslt15_devtest", "bible"} & read
        assert sum(mixture.values()) == pytest.approx(1)


def test_the_spoken_row_is_the_spoken_pairs_of_other_files(tmp_path: Path) -> None:
    rows = ["Tôi không biết gì cả.\tI know nothing.", "Hội nghị đã bế mạc.\tThe meeting closed.",
            "Mỹ bác bỏ tin này.\tThe US denied it."]  # fmt: skip
    (tmp_path / "evbnews.tsv.xz").write_bytes(lzma.compress("\n".join(rows).encode()))
    assert corpus.load("spoken", tmp_path) == [("Tôi không biết gì cả.", "I know nothing.")]


def test_own_pairs_are_well_formed() -> None:
    pairs = corpus.load("official", Path())
    assert len(pairs) > 1400
    assert all(vi.strip() == vi and en.strip() == en and vi and en for vi, en in pairs)


def test_mixed_keeps_the_shares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "MIXTURE", {"a": 0.75, "b": 0.25, "missing": 0.5})
    for name in "ab":
        rows = [f"câu số {name} {n} dài hơn\tsentence {name} {n} longer" for n in range(5)]
        (tmp_path / f"{name}.tsv.xz").write_bytes(lzma.compress("\n".join(rows).encode()))
    (tmp_path / "missing.tsv.xz").write_bytes(lzma.compress(b"x\ty"))
    drawn = list(islice(corpus.mixed(tmp_path, random.Random(1)), 400))
    share = sum(" a " in vi for vi, _ in drawn) / 400
    assert share == pytest.approx(0.75, abs=0.06)
    assert len(set(drawn)) == 10


def test_terms_with_other_forms_give_a_pair_each(tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_text("trung tướng\tLieutenant General|Lt. Gen.\trank\n\tx\n")
    assert corpus.read_terms(tmp_path / "terms.tsv") == [
        ("trung tướng", "Lieutenant General"),
        ("trung tướng", "Lt. Gen."),
    ]
