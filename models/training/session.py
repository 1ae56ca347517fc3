"""Runs the recipe on one machine, stage after stage, each within its minutes.

    python -m models.training.session WORK --data PARALLEL --base base.gguf --device cuda

`prepare` must have made WORK. The stages are `teacher` (adapter.npz goes on learning), `distil`,
`train`, `evaluate` and `pack` (WORK/packed: weights and logs in files of at most 15 MiB). What is
done is not done again, and a stage that was stopped is taken up, so after any stop the same command
is simply run again. With --call-minutes it stops by itself, where a machine ends long commands.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.training import parts, scoring, vocabulary
from models.weights import manifest

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "models" / "weights" / "songngu-gemma-vi-en" / "adapter.npz"
TERMS = ROOT / "service" / "glossary" / "data" / "terms.tsv"
MINUTES: Mapping[str, float] = {"teacher": 3.5, "distil": 7.0, "train": 9.5}
# What a GPU of 80 GB takes, and what two cores do.
BATCHES = {"cuda": {"teacher": 24_000, "train": 48_000}, "cpu": {"teacher": 1_600, "train": 4_000}}
DEV = "vlsp2020_news_dev"  # the pairs that the teacher's loss is measured on
PACKED = 15 * 2**20  # bytes of one file


@dataclass
class Session:
    """One folder of work, and what was asked for it."""

    work: Path
    data: Path
    base: Path | None
    device: str = "cpu"
    workers: int = 0
    start: Path = SHIPPED
    minutes: Mapping[str, float] = field(default_factory=lambda: MINUTES)
    limit: int = 0  # pairs of each development set that are evaluated; 0: all
    sentences: int = 5000  # without reference that are looked at
    shard: int = 0  # sentences of a shard that are translated; 0: all
    student: tuple[str, ...] = ()  # more arguments for train

    def stages(self) -> dict[str, Callable[[], list[str]]]:
        """The command line of each stage that runs in a process of its own, in order."""
        return {
            "teacher": self._teacher,
            "distil": self._distil,
            "train": self._train,
            "evaluate": self._evaluate,
        }

    def _on(self) -> list[str]:
        return ["--device", self.device]

    def _from(self) -> list[str]:
        return ["--base", str(self.base)] if self.base else []

    def _teacher(self) -> list[str]:
        dev = self._adapter.parent / "dev.tsv"
        dev.parent.mkdir(exist_ok=True)
        sets = scoring.read_sets(self.work / "dev", vocabulary.load(self.work / "vocabulary.model"))
        dev.write_text("".join(f"{vi}\t{en}\n" for vi, en in sets.get(DEV, ())), "utf-8")
        return [
            "models.training.adapter", "--data", str(self.data), "--out", str(self._adapter.parent),
            "--terms", str(self.work / "terms.tsv"), "--mined", "--dev", str(dev),
            "--start", str(self.start),
            "--minutes", str(self.minutes["teacher"]), "--rate", "5e-4",
            "--batch-tokens", str(BATCHES[self._kind]["teacher"]), "--evaluate-minutes", "1",
            "--save-minutes", "0.5", "--workers", str(self.workers), "--resume",
            *self._from(), *self._on(),
        ]  # fmt: skip

    def _distil(self) -> list[str]:
        return [
            "models.training.distil", str(self.work), "--adapter", str(self._adapter),
            "--terms", str(TERMS), "--minutes", str(self.minutes["distil"]),
            "--most", str(self.shard),
            *self._from(), *self._on(),
        ]  # fmt: skip

    def _train(self) -> list[str]:
        return [
            "models.training.train", str(self.work), "--out", str(self.work / "run"),
            "--minutes", str(self.minutes["train"]), "--save-minutes", "0.5",
            "--batch-tokens", str(BATCHES[self._kind]["train"]), "--workers", str(self.workers),
            "--resume", *self.student, *self._on(),
        ]  # fmt: skip

    def _evaluate(self) -> list[str]:
        return [
            "models.training.evaluate", str(self.work), "--student", str(self.work / "run/student"),
            "--adapter", str(self._adapter), "--untrained", "--limit", str(self.limit),
            "--sentences", str(self.sentences), *self._from(), *self._on(),
        ]  # fmt: skip

    @property
    def _kind(self) -> str:
        return self.device.split(":")[0]

    @property
    def _adapter(self) -> Path:
        return self.work / "teacher" / "adapter.npz"

    def pack(self) -> None:
        """Gather what is to be taken away in WORK/packed, in files that are small enough."""
        out = self.work / "packed"
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(self.work / "run" / "student", out)
        shutil.copyfile(self._adapter, out / "adapter.npz")
        logs = ("teacher/log.jsonl", "distilled/log.jsonl", "run/log.jsonl", "ladder.jsonl")
        lines = [{"file": name, "text": (self.work / name).read_text("utf-8")}
                 for name in logs if (self.work / name).exists()]  # fmt: skip
        (out / "logs.json").write_text(json.dumps({"logs": lines}), encoding="utf-8")
        parts.split(out, PACKED)


def run(session: Session, seconds: float) -> bool:
    """Run what is not done yet for at most `seconds`; return whether all is done."""
    end = time.monotonic() + seconds
    marks = session.work / "session"
    marks.mkdir(exist_ok=True)
    for name, command in session.stages().items():
        done = marks / f"{name}.done"
        if done.exists():
            continue
        left = end - time.monotonic()
        print(f"== {name}", flush=True)
        if left < 1 or not _finished([sys.executable, "-m", *command()], left):
            return False
        done.write_text(f"{seconds - (end - time.monotonic()):.0f} s into this call\n")
    session.pack()
    for path in sorted((session.work / "packed").iterdir()):
        print(f"{path.stat().st_size:>12} {path.name}")
    return manifest.exists(session.work / "packed")


def _finished(command: list[str], seconds: float) -> bool:
    """Run one command; False where it was still running when the time was up."""
    try:
        subprocess.run(command, cwd=ROOT, timeout=seconds, check=True)
    except subprocess.TimeoutExpired:
        return False
    return True


def main(arguments: list[str] | None = None) -> None:
    """Run the session as the command line says; exit with 3 where it is to be run again."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder of the parallel files")
    parser.add_argument("--base", type=Path, help="what models.gguf.trim wrote; else the package")
    parser.add_argument("--start", type=Path, default=SHIPPED, help="adapter.npz to begin with")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    parser.add_argument("--call-minutes", type=float, default=600.0)
    parser.add_argument("--limit", type=int, default=0, help="pairs of each set that are evaluated")
    parser.add_argument("--sentences", type=int, default=5000)
    parser.add_argument("--shard", type=int, default=0, help="of a shard; 0: all")
    for name, value in MINUTES.items():
        parser.add_argument(f"--{name}-minutes", type=float, default=value)
    parser.add_argument("--student", default="", help="more arguments for train, in one string")
    options = parser.parse_args(arguments)
    session = Session(
        options.work.absolute(), options.data.absolute(), options.base and options.base.absolute(),
        options.device, options.workers, options.start.absolute(),
        {name: getattr(options, f"{name}_minutes") for name in MINUTES},
        options.limit, options.sentences, options.shard, tuple(options.student.split()),
    )  # fmt: skip
    sys.exit(0 if run(session, options.call_minutes * 60) else 3)


if __name__ == "__main__":
    main()
