import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import DamagedModel
from models.extractive import load_ranker, make_unit, read_ranker
from models.extractive.features import FEATURES, feature_matrix, read_report

WEIGHTS = Path(__file__).parents[3] / "models" / "weights" / "songngu-extractive"
NEWS = [
    "Ngày 27/3, Công an tỉnh Hưng Yên cho biết vừa khởi tố bị can Mai Văn Thương về tội trộm cắp.",
    "Theo điều tra, đối tượng đã trộm 121 kg thóc và 8,5 triệu đồng của chú ruột.",
    "Tuy nhiên, đối tượng chưa khai nhận.",
    "Trời hôm đó có mưa nhỏ.",
    "Nguồn: Báo Hưng Yên",
]


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(WEIGHTS, tmp_path / "weights"))


def units(texts):
    return [make_unit(text, number, number) for number, text in enumerate(texts)]


def test_news_is_ranked_before_its_trimmings():
    scores = load_ranker().score(units(NEWS))
    assert max(scores) == scores[0]
    assert min(scores[:2]) > max(scores[2:])


def test_a_title_lifts_what_it_names():
    ranker, made = load_ranker(), units(NEWS)
    with_title = ranker.score(made, "Trộm 121 kg thóc và 8,5 triệu đồng của chú ruột")
    assert with_title[1] / sum(with_title) > ranker.score(made)[1] / sum(ranker.score(made))


@given(st.lists(st.text(), max_size=8), st.text())
def test_every_text_has_a_score(texts, title):
    scores = load_ranker().score(units(texts), title)
    assert len(scores) == len(texts)
    assert all(0 <= score <= 1 for score in scores)


def test_the_same_units_have_the_same_scores():
    assert load_ranker().score(units(NEWS)) == load_ranker().score(units(NEWS))


def test_every_feature_has_a_name():
    report = read_report(units(NEWS), "Trộm thóc", {"thóc": 5.0}, 8.0)
    assert feature_matrix(report).shape == (len(NEWS), len(FEATURES))
    assert np.isfinite(feature_matrix(report)).all()


@pytest.mark.parametrize("name", ["ranker.npz", "idf.tsv"])
def test_changed_weights_are_refused(folder, name):
    with (folder / name).open("ab") as file:
        file.write(b"x")
    with pytest.raises(DamagedModel, match="Install songngu again"):
        read_ranker(folder)


@pytest.mark.parametrize("name", ["ranker.npz", "idf.tsv", "config.json"])
def test_missing_weights_are_refused(folder, name):
    (folder / name).unlink()
    with pytest.raises(DamagedModel):
        read_ranker(folder)


def test_weights_of_other_features_are_refused(folder):
    config = (folder / "config.json").read_text(encoding="utf-8")
    (folder / "config.json").write_text(config.replace('"lexrank"', '"pagerank"'), encoding="utf-8")
    with pytest.raises(DamagedModel, match="another version"):
        read_ranker(folder)


def test_the_revision_is_of_the_weights():
    assert load_ranker().revision in (WEIGHTS / "config.json").read_text(encoding="utf-8")


def test_ranking_needs_no_training_library():
    code = (
        "import sys; from models.extractive import load_ranker, make_unit;"
        "load_ranker().score([make_unit('Một câu ngắn.', 0, 0)]);"
        "sys.exit(any(name in sys.modules for name in ('sklearn', 'torch', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
