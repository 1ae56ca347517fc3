"""The whole recipe with tiny settings: prepare, train, stop, go on, convert, translate."""

import json
import lzma
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

from models import parts
from models.catalogue import CATALOGUE
from models.errors import DamagedModel, ModelNotInstalled
from models.loading import ModelOptions, load_summariser, load_translator
from models.store import converted_folder, installed
from models.training import compact, convert, prepare, scoring, train, vocabulary
from models.training.corpus import OWN, read_pairs
from models.training.student import restore
from models.training.vocabulary import Vocabulary

ROW = CATALOGUE["songngu-small"]
PAIRS = [(vi, en) for vi, en in read_pairs(OWN / "official_a.tsv") if len(vi) < 90][:40]
DEV_ARTICLE = {
    "title": "Quân khu 1 tổ chức hội nghị tổng kết",
    "summary": "Quân khu 1 tổ chức hội nghị tổng kết công tác năm.",
    "text": "Sáng nay, tại tỉnh, Quân khu 1 tổ chức hội nghị tổng kết công tác quân sự của cả năm.",
}
TINY = ("--width", "32", "--heads", "4", "--encoder", "2", "--decoder", "1", "--rate", "0.01",
        "--batch-tokens", "600", "--report", "5", "--dev", "4", "--threads", "1")  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data of the shape of the real, a few lines of it."""
    folder = tmp_path_factory.mktemp("data")
    rows = "\n".join("\t".join(pair) for pair in PAIRS)
    articles = [
        {"title": en_free, "summary": text, "text": f"{text} Ông nói điều đó hôm qua với báo chí."}
        for en_free, text in (("Quân khu tổ chức hội nghị", vi) for vi, _ in PAIRS)
    ]
    files = {
        "parallel/vlsp2020_news.tsv.xz": rows,
        "eval/vlsp2020_news_dev.tsv.xz": "\n".join(rows.splitlines()[:6]),
        "summarisation/vietnews.jsonl.xz": "\n".join(map(json.dumps, articles)),
        "eval/summarisation_dev.jsonl.xz": json.dumps(DEV_ARTICLE),
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(lzma.compress(content.encode()))
    return folder


@pytest.fixture(scope="module")
def prepared(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("work")
    sizes = ("--pieces", "700", "--sentences", "60", "--lines", "2000")
    prepare.main(["--data", str(data), "--out", str(out), *sizes])
    return out


@pytest.fixture(scope="module")
def trained(prepared: Path) -> Path:
    """A run that was stopped half way and taken up again."""
    out = prepared / "run"
    arguments = [str(prepared), "--out", str(out), *TINY]
    command = [sys.executable, "-m", "models.training.train", *arguments]
    going = subprocess.Popen([*command, "--minutes", "60", "--save-minutes", "0.005"])
    deadline = time.monotonic() + 90
    while not (out / "state.pt").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    going.send_signal(signal.SIGKILL)
    going.wait()
    train.main([*arguments, "--steps", "60", "--resume"])
    return out


def log_of(run: Path) -> list[dict]:
    return [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]


def test_prepared_data_is_what_went_in(prepared: Path, data: Path) -> None:
    words = vocabulary.load(prepared / "vocabulary.model")
    vi, en = compact.read(prepared / "pairs" / "vlsp2020_news.xz")
    made = {(words.decode(a), words.decode(b)) for a, b in zip(vi, en, strict=True)}
    assert made
    assert made <= {(prepare.clean(a), prepare.clean(b)) for a, b in PAIRS}
    about = json.loads((prepared / "about.json").read_text())
    assert about["rows"]["dev/vlsp2020_news_dev.xz"] == 6
    held_out = {words.decode(row) for row in compact.read(prepared / "dev/vlsp2020_news_dev.xz")[0]}
    sentences = {words.decode(row) for row in compact.read(prepared / "sentences/000.xz")[0]}
    assert sentences
    assert not sentences & held_out


def test_what_is_prepared_is_not_prepared_again(prepared: Path, data: Path) -> None:
    before = (prepared / "vocabulary.model").stat().st_mtime_ns
    prepare.main(["--data", str(data), "--out", str(prepared), "--pieces", "800"])
    assert (prepared / "vocabulary.model").stat().st_mtime_ns == before


def test_a_killed_run_goes_on_and_learns(trained: Path) -> None:
    _, second = [at for at, row in enumerate(log_of(trained)) if "recipe" in row]
    rows = log_of(trained)[second:]
    steps = [row["step"] for row in rows if "loss" in row]
    assert steps[0] > 1
    losses = [row["loss"] for row in log_of(trained) if "loss" in row]
    assert losses[-1] < losses[0] - 0.5
    assert {row["dev"] for row in rows if "bleu" in row} == {"vlsp2020_news_dev"}
    assert {row["dev"] for row in rows if "supported" in row} == {"compress", "headline"}


def test_padding_stays_zero_and_weights_come_back(trained: Path) -> None:
    student, model = restore(trained / "student")
    assert not student.model.model.shared.weight[student.pad].any()
    state = torch.load(trained / "state.pt", weights_only=True)
    assert state["done"] == 1.0
    for name, value in student.weights().items():
        assert torch.allclose(value, state["mean"][name], atol=2e-3)
    assert len(Vocabulary(model)) == student.pad + 1


@pytest.fixture
def options(trained: Path, tmp_path: Path) -> ModelOptions:
    convert.main([str(trained / "student"), "--out", str(converted_folder(ROW, tmp_path)),
                  "--quantization", "float32"])  # fmt: skip
    return ModelOptions(cache_dir=tmp_path, device="cpu", compute_type="float32", threads=1)


def test_the_product_translates_with_it(trained: Path, options: ModelOptions) -> None:
    from models.engines.base import Decoding

    student, model = restore(trained / "student")
    assert installed(ROW, options.cache_dir)
    translator = load_translator(ROW.id, options)
    texts = [vi for vi, _ in PAIRS[:6]]
    made = translator.translate(texts, decoding=Decoding(beam=1, max_tokens=60))
    expected = scoring.translate(student, Vocabulary(model), texts)
    limits = [row[0].tokens for row in made]
    for ours, theirs, length in zip(made, expected, limits, strict=True):
        assert length == 60 or ours[0].text == theirs
    assert translator.revision
    compressor = load_summariser(ROW.id, options)
    assert len(compressor.compress(texts[:2])) == 2


def test_weights_in_parts_are_read_and_damage_is_found(options: ModelOptions) -> None:
    place = converted_folder(ROW, options.cache_dir)
    whole = load_translator(ROW.id, options).translate(["Hội nghị."])[0][0].text
    parts.split(place / "model.bin", 50_000)
    convert.manifest.write(place, [p.name for p in place.iterdir() if p.name != "SHA256SUMS"])
    assert load_translator(ROW.id, options).translate(["Hội nghị."])[0][0].text == whole
    part = place / "model.bin.01"
    part.write_bytes(part.read_bytes()[:-1] + b"!")
    with pytest.raises(DamagedModel, match=r"model\.bin\.01 is damaged"):
        load_translator(ROW.id, options)
    part.unlink()
    with pytest.raises(DamagedModel, match=r"model\.bin\.01 is missing"):
        load_translator(ROW.id, options)


def test_without_weights_it_says_what_to_do(tmp_path: Path) -> None:
    assert not installed(ROW, tmp_path)
    with pytest.raises(ModelNotInstalled, match=r"docs/TRAINING\.md"):
        load_translator(ROW.id, ModelOptions(cache_dir=tmp_path))
