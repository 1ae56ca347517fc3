"""Teacher, distillation, ladder and session, with a tiny base model."""

import json
import sys
from importlib import import_module
from pathlib import Path

import pytest

from models.gguf import adapter as adapters
from models.gguf.torch_model import build
from models.gguf.trim import opened
from models.training import compact, distil, session, teacher, vocabulary
from models.training.convert import card
from models.training.corpus import OWN, read_pairs
from models.training.lowrank import attach, collect
from models.training.parts import join
from models.training.prepare import write_pairs
from models.training.session import Session
from models.training.student import restore
from models.training.terms import Glossary

PAIRS = [(vi, en) for vi, en in read_pairs(OWN / "official_a.tsv") if len(vi) < 60][:6]
STUDENT = ("--width", "16", "--heads", "2", "--encoder", "1", "--decoder", "1", "--steps", "3",
           "--dev", "2")  # fmt: skip


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What prepare would have made, of six pairs."""
    folder = tmp_path_factory.mktemp("work")
    texts = [side for pair in PAIRS for side in pair]
    model = vocabulary.train(texts * 3, 420)
    (folder / "vocabulary.model").write_bytes(model)
    words = vocabulary.Vocabulary(model)
    write_pairs(folder / "pairs" / "official.xz", PAIRS, words)
    write_pairs(folder / "dev" / "vlsp2020_news_dev.xz", PAIRS[:2], words)
    for number, (vi, _) in enumerate(PAIRS[:2]):
        compact.write(folder / "sentences" / f"{number:03d}.xz", [words.encode(vi)] * 2)
    (folder / "terms.tsv").write_text("hội nghị\tconference\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def start(gguf_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An adapter that changes nothing."""
    file, ids, _ = opened(gguf_path)
    path = tmp_path_factory.mktemp("start") / "adapter.npz"
    adapters.save(collect(attach(build(file, ids), 4, 2.0)), path)
    return path


class Says:
    """A teacher that answers from a list, and counts what it is asked."""

    def __init__(self, answers: dict[str, str]) -> None:
        self.answers, self.asked = answers, 0

    def translate(self, texts, terms=(), beam=1):
        self.asked += len(texts)
        return [self.answers.get(text, "") for text in texts]


def test_a_shard_is_kept_without_its_faults_and_never_made_again(work: Path) -> None:
    says = Says({PAIRS[0][0]: PAIRS[0][1], PAIRS[1][0]: "x x x x"})
    distiller = distil.Distiller(work, says, Glossary([]))
    distiller.run(1)
    distiller.run(1)
    assert says.asked == 4
    words = distiller.words
    vi, en = compact.read(work / "distilled" / "000.xz")
    assert [(words.decode(a), words.decode(b)) for a, b in zip(vi, en, strict=True)] == [
        PAIRS[0]
    ] * 2
    assert compact.read(work / "distilled" / "001.xz") == [[], []]
    rows = [json.loads(line) for line in (work / "distilled/log.jsonl").read_text().splitlines()]
    assert [(row["kept"], sum(row["failed"].values())) for row in rows] == [(2, 0), (0, 2)]


def test_the_time_of_earlier_runs_counts(work: Path, tmp_path: Path) -> None:
    for part in ("sentences", "vocabulary.model"):
        (tmp_path / part).symlink_to(work / part)
    (tmp_path / "distilled").mkdir()
    (tmp_path / "distilled/log.jsonl").write_text('{"seconds": 61.0}\n')
    says = Says({})
    distil.Distiller(tmp_path, says, Glossary([])).run(1)
    assert says.asked == 0


def test_batches_do_not_change_what_the_teacher_says(gguf_path: Path, start: Path) -> None:
    made = teacher.load(gguf_path, start, "cpu")
    texts = ["quân khu", "hội nghị quân khu hội nghị", "quân"]
    together = made.translate(texts, [[("quân", "army")], [], []])
    alone = [made.translate([texts[0]], [[("quân", "army")]])[0],
             *(made.translate([text])[0] for text in texts[1:])]  # fmt: skip
    assert together == alone
    assert any(together)


def test_the_session_runs_from_start_to_pack_and_only_once(
    work: Path, gguf_path: Path, start: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = work / "none"
    data.mkdir()
    minutes = {"teacher": 0.001, "distil": 0.001, "train": 1.0}
    made = Session(work, data, gguf_path, start=start, minutes=minutes, student=STUDENT,
                   limit=2, sentences=2)  # fmt: skip
    ran = []

    def finished(command: list[str], seconds: float) -> bool:
        assert command[:2] == [sys.executable, "-m"]
        ran.append(command[2])
        rank = ["--rank", "4"] if command[2].endswith("adapter") else []
        import_module(command[2]).main([*command[3:], *rank])
        return True

    monkeypatch.setattr(session, "_finished", finished)
    assert not session.run(made, 0.5)
    assert ran == []
    assert session.run(made, 600)
    assert session.run(made, 600)
    assert len(ran) == len(set(ran)) == 4
    ladder = [json.loads(line) for line in (work / "ladder.jsonl").read_text().splitlines()]
    scored = [row for row in ladder if row["set"] == session.DEV]
    assert [row["system"] for row in scored] == [
        "base, few-shot", "teacher", "student, greedy",
    ]  # fmt: skip
    assert all("tok:13a" in row["bleu"]["signature"] for row in scored)
    assert {"numbers", "untranslated", "repetition"} <= set(ladder[-1]["failing"])
    join(work / "packed")
    student, _ = restore(work / "packed")
    assert "| vlsp2020_news_dev | 2 |" in card(student, work / "packed")
    logs = json.loads((work / "packed" / "logs.json").read_text())["logs"]
    assert [row["file"] for row in logs][-1] == "ladder.jsonl"


@pytest.mark.parametrize(
    ("code", "seconds", "expected"), [("", 60, True), ("while 1: 0", 1, False)]
)
def test_a_stage_ends_when_its_time_is_up(code: str, seconds: float, expected: bool) -> None:
    assert session._finished([sys.executable, "-c", code], seconds) is expected
