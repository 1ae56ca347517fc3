import json
import lzma
import random
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from models.extractive import read_ranker
from models.training.labels import oracle, unit_gains
from models.training.ranker import main
from models.training.ranker_data import Sampling, TrainingSet, prepare
from models.training.ranker_fit import export
from models.training.units import clauses, cut, sentences

PLACES = ["Hà Nội", "Bắc Kạn", "Nghệ An", "Cần Thơ", "Huế"]
FILLERS = [
    "Thời tiết những ngày qua khá thuận lợi cho người dân.",
    "Ông cho biết thêm rằng việc này cần thời gian.",
    "Nhiều người đến xem từ sáng sớm.",
    "Bên cạnh đó, còn một số khó khăn trước mắt.",
]


def articles(count):
    rng = random.Random(5)
    for number in range(count):
        place, figure = rng.choice(PLACES), rng.randint(10, 99)
        news = f"Sáng nay, {place} tổ chức hội nghị tổng kết, hoàn thành {figure}% chỉ tiêu."
        body = rng.sample([news, *FILLERS], 5)
        summary = f"{place} tổ chức hội nghị tổng kết, hoàn thành {figure}% chỉ tiêu."
        yield {"id": str(number), "title": place, "text": "\n".join(body), "summary": summary}


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "articles.jsonl.xz"
    rows = (json.dumps(row, ensure_ascii=False) for row in articles(60))
    path.write_bytes(lzma.compress("\n".join(rows).encode()))
    return path


def run(*arguments):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_recipe_learns_what_is_news(data, tmp_path):
    units, weights = tmp_path / "units.npz", tmp_path / "weights"
    run("prepare", data, "--out", units, "--articles", 50)
    run("train", units, "--out", weights, "--iterations", 10, "--leaves", 4)
    scores = json.loads(run("evaluate", weights, data, "--limit", 20))
    assert scores["ranker, 1 unit"]["rouge1"] > 80 > scores["lead-1"]["rouge1"]
    assert len(read_ranker(weights).revision) == 12


def test_numpy_trees_predict_what_scikit_learn_predicts():
    ensemble = pytest.importorskip("sklearn.ensemble")
    rng = np.random.default_rng(1)
    features = rng.normal(size=(400, 5)).astype(np.float32)
    labels = (features[:, 0] * features[:, 1] > 0).astype(int)
    model = ensemble.HistGradientBoostingClassifier(max_iter=12, max_leaf_nodes=7)
    model.fit(features, labels)
    expected = model.decision_function(features)
    assert export(model).predict(features.astype(float)) == pytest.approx(expected, abs=1e-4)


def test_a_training_set_survives_its_file(tmp_path):
    made = prepare(list(articles(12)), Sampling(least_documents=2))
    made.save(tmp_path / "set.npz")
    read = TrainingSet.load(tmp_path / "set.npz")
    assert (read.features == made.features).all()
    assert (read.idf, read.unseen) == (made.idf, made.unseen)


def test_the_oracle_is_the_unit_that_says_it():
    units = cut("Trời mưa cả ngày.\nTỉnh hoàn thành 100% chỉ tiêu.\nDân vui.")
    assert oracle(units, "Hoàn thành 100% chỉ tiêu.") == [1]
    gains = unit_gains(units, "Hoàn thành 100% chỉ tiêu.")
    assert gains[0] == 0
    assert gains[1] > 0.5


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Một câu. Hai câu.", ["Một câu.", "Hai câu."]),
        ("PGS.TS. Nguyễn An nói. Ông đi.", ["PGS.TS. Nguyễn An nói.", "Ông đi."]),
        ("Giá 3.500 đồng. Hết!", ["Giá 3.500 đồng.", "Hết!"]),
        ("", []),
    ],
)
def test_sentences(line, expected):
    assert sentences(line) == expected


def test_only_long_sentences_are_cut_at_semicolons():
    assert clauses("một; hai") == ["một; hai"]
    long = "; ".join([" ".join(["từ"] * 20)] * 3)
    assert len(clauses(long)) == 3


def test_the_shipped_weights_name_their_recipe():
    folder = Path(__file__).parents[3] / "models" / "weights" / "songngu-extractive"
    recipe = json.loads((folder / "config.json").read_text(encoding="utf-8"))["recipe"]
    assert recipe["articles"] > 10_000
