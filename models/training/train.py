"""Trains the student on what `prepare` and `distil` made.

    python -m models.training.train WORK --out WORK/run --minutes 12 --device cuda

The learning rate follows the clock, so the run ends when it was told to, on any machine. The log
(`log.jsonl`) has the loss, and every few minutes BLEU and chrF of greedy translations of the
development pairs. A run that was stopped goes on from its last checkpoint with --resume. What is
kept in the end, in `student/`, is a running average of the weights.
"""

import argparse
import itertools
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import torch
from torch import nn

from models.training import scoring, vocabulary
from models.training.batches import Noise, Source, cut
from models.training.schedule import Log, Pace, rate_at
from models.training.student import Shape, Student, padded, save

Batch = tuple[Any, Any]  # sources and targets, each a tensor of (rows, longest), padded


@dataclass(frozen=True)
class Recipe:
    """What decides the result, beside the data and the shape."""

    rate: float = 8e-4
    warmup: float = 0.08  # share of the run
    batch_tokens: int = 32_000  # padding and both sides counted
    smoothing: float = 0.1
    average: float = 0.999  # what a running mean of the weights keeps at each step
    minutes: float = 12.0
    steps: int = 0  # 0: the clock decides; else the run has so many, whatever they take
    report: int = 50  # steps between two lines of the log
    save_minutes: float = 2.0
    evaluate_minutes: float = 3.0
    dev: int = 300  # pairs of each development set that are translated on the way
    seed: int = 1


class Run:
    """One training run: its student, its clock, its log and its checkpoints."""

    def __init__(self, student: Student, words: vocabulary.Vocabulary, recipe: Recipe, out: Path):
        self.student, self.words, self.recipe, self.out = student, words, recipe, out
        self.log = Log(out / "log.jsonl")
        self.weights = student.weights()
        self.mean = {name: value.detach().clone() for name, value in self.weights.items()}
        fused = student.device.startswith("cuda")
        self.optimiser = torch.optim.AdamW(
            self.weights.values(), lr=0.0, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01,
            fused=fused,
        )  # fmt: skip
        self.step, self.done = 0, 0.0

    def resume(self) -> None:
        """Go on from the last checkpoint, where there is one."""
        path = self.out / "state.pt"
        if path.exists():
            state = torch.load(path, map_location=self.student.device, weights_only=True)
            self.student.load(state["weights"])
            self.mean = state["mean"]
            self.optimiser.load_state_dict(state["optimiser"])
            self.step, self.done = state["step"], state["done"]

    def train(self, batches: Iterator[Batch], dev: scoring.Sets) -> None:
        """Train until the clock says stop; log, save and measure on the way."""
        recipe = self.recipe
        pace = Pace(recipe.minutes, recipe.steps, self.done)
        saved = measured = begun = time.monotonic()
        tokens, losses = 0, []
        while self.done < 1:
            batch = next(batches)
            self.done = pace.step()
            losses.append(self._step(batch, rate_at(self.done, recipe)))
            self.step += 1
            tokens += int((batch[1] != self.student.pad).sum())
            if self.step % recipe.report == 0 or self.done >= 1:
                loss = sum(float(one) for one in losses) / len(losses)
                speed = tokens / (time.monotonic() - begun)
                self.log.write(step=self.step, done=round(self.done, 4), loss=round(loss, 4),
                               target_tokens_per_second=round(speed))  # fmt: skip
                losses = []
            if time.monotonic() - saved > recipe.save_minutes * 60 or self.done >= 1:
                self.save()
                saved = time.monotonic()
            if time.monotonic() - measured > recipe.evaluate_minutes * 60 or self.done >= 1:
                self.measure(dev)
                measured = time.monotonic()

    def _step(self, batch: Batch, rate: float) -> Any:
        student, device = self.student, self.student.device
        source, target = (side.to(device, non_blocking=True) for side in batch)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        student.model.train()
        with torch.autocast(device.split(":")[0], torch.bfloat16, enabled=device != "cpu"):
            loss = student.loss(source, target, self.recipe.smoothing)
        loss.backward()
        nn.utils.clip_grad_norm_(self.weights.values(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        student.clear_padding()
        self._average()
        return loss.detach()

    def _average(self) -> None:
        # Early on the mean forgets faster, or it would remember the random start.
        keep = min(self.recipe.average, (1 + self.step) / (10 + self.step))
        means, values = list(self.mean.values()), list(self.weights.values())
        with torch.no_grad():
            torch._foreach_lerp_(means, values, 1 - keep)

    def averaged(self) -> Student:
        """A student with the averaged weights, ready to translate."""
        other = Student(self.student.shape, self.student.pad + 1, self.student.device)
        other.load(self.mean)
        other.clear_padding()
        other.model.eval()
        return other

    def measure(self, dev: scoring.Sets) -> None:
        """Log the scores of the averaged weights on development pairs, by task."""
        student = self.averaged()
        for name, pairs in dev.items():
            if name in self.words.tags:
                found = scoring.shortening_scores(student, self.words, name, pairs)
            else:
                found = scoring.greedy_scores(student, self.words, pairs)
            self.log.write(step=self.step, dev=name, pairs=len(pairs), **found)

    def save(self) -> None:
        """Write the student, and all that taking the run up again needs."""
        save(self.out / "student", self.student, self.mean, self.words.model)
        state = {"weights": self.weights, "mean": self.mean, "step": self.step, "done": self.done,
                 "optimiser": self.optimiser.state_dict()}  # fmt: skip
        torch.save(state, self.out / "state.part")
        (self.out / "state.part").replace(self.out / "state.pt")


class Stream(torch.utils.data.IterableDataset):  # type: ignore[misc]
    """Batches for ever, in as many processes as there are workers, each with its own dice."""

    def __init__(self, folder: Path, words: vocabulary.Vocabulary, recipe: Recipe, done: float):
        self.folder, self.words, self.recipe, self.done = folder, words, recipe, done

    def __iter__(self) -> Iterator[Batch]:
        worker = torch.utils.data.get_worker_info()
        # A run taken up again must not begin with the examples it began with.
        seed = f"{self.recipe.seed} {self.done} {worker.id if worker else 0}"
        source = Source(self.folder, self.words, seed, Noise())
        for batch in cut(source.draw(), self.recipe.batch_tokens, random.Random(seed)):
            sides = list(zip(*batch, strict=True))
            yield padded(sides[0], self.words.pad, 8), padded(sides[1], self.words.pad, 8)


def stream(folder: Path, words: vocabulary.Vocabulary, recipe: Recipe, done: float, workers: int
           ) -> Iterator[Batch]:  # fmt: skip
    """Batches for ever, made by `workers` processes, or by this one where that is 0."""
    made = torch.utils.data.DataLoader(
        Stream(folder, words, recipe, done), batch_size=None, num_workers=workers,
        prefetch_factor=4 if workers else None,
    )  # fmt: skip
    return itertools.chain.from_iterable(itertools.repeat(made))


def main(arguments: list[str] | None = None) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="what prepare (and distil) wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder of checkpoints and log")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--resume", action="store_true")
    for kind in (Recipe, Shape):
        for field in fields(kind):
            parser.add_argument(
                f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default
            )
    run(parser.parse_args(arguments))


def run(options: argparse.Namespace) -> None:
    """Load the data and the student, and train."""
    if options.threads:
        torch.set_num_threads(options.threads)
    if options.device != "cpu":
        torch.set_float32_matmul_precision("high")
    recipe, shape = (_of(kind, options) for kind in (Recipe, Shape))
    torch.manual_seed(recipe.seed)
    words = vocabulary.load(options.folder / "vocabulary.model")
    training = Run(Student(shape, len(words), options.device), words, recipe, options.out)
    if options.resume:
        training.resume()
    training.log.write(parameters=training.student.parameters, vocabulary=len(words),
                       recipe=vars(recipe), shape=vars(shape), done=training.done)  # fmt: skip
    dev = {
        name: pairs
        for folder in ("dev", "dev_shorter")
        for name, pairs in scoring.read_sets(options.folder / folder, words, recipe.dev).items()
    }
    batches = stream(options.folder, words, recipe, training.done, options.workers)
    training.train(batches, dev)


def _of(kind: Any, options: argparse.Namespace) -> Any:
    return kind(**{field.name: getattr(options, field.name) for field in fields(kind)})


if __name__ == "__main__":
    main()
