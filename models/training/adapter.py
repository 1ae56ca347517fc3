"""Trains the embedded translator's adapter: low-rank updates of a frozen Gemma 3 270M.

    python -m models.training.adapter --data PARALLEL --out WORK --minutes 75
    python -m models.training.adapter --data PARALLEL --out WORK --minutes 4 --start adapter.npz \
        --device cuda --batch-tokens 24000 --workers 10

The learning rate follows the clock, so the run ends when it was told to, on any machine. Every
checkpoint is a whole adapter; a run that stops is taken up from its last one with --resume, and
one that should get better is begun with --start.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sentencepiece as spm
import torch
from torch import nn

import prompts
from models.gguf import adapter as adapters
from models.gguf.torch_model import build
from models.training import corpus
from models.training.lowrank import attach, collect
from models.training.schedule import Log, Pace, rate_at
from models.training.terms import Hints, TermPair, mine

EOS, BOS = 1, 2


@dataclass(frozen=True)
class Recipe:
    """What decides the result, beside the data."""

    rank: int = 32
    scale: float = 2.0
    rate: float = 8e-4
    warmup: float = 0.03  # share of the run
    batch_tokens: int = 1600
    minutes: float = 75.0
    steps: int = 0  # 0: the clock decides; else the run has so many, whatever they take
    seed: int = 1
    report: int = 20  # steps between two lines of the log
    save_minutes: float = 5.0
    evaluate_minutes: float = 15.0


@dataclass(frozen=True)
class Example:
    """Token ids of one prompt with its answer; the loss is on the answer alone."""

    ids: list[int]
    answer_from: int


class Examples:
    """Turns pairs into batches of about so many tokens, similar lengths together."""

    def __init__(
        self, tokenizer: spm.SentencePieceProcessor, hints: Hints, rng: random.Random
    ) -> None:
        self._tokenizer, self._hints, self._rng = tokenizer, hints, rng
        self._prompt = prompts.load("translate.adapted")

    def example(self, vi: str, en: str, terms: list[tuple[str, str]]) -> Example:
        """One pair with these hints in its prompt."""
        line = "; ".join(f"{a} = {b}" for a, b in terms) or "none"
        prompt = self._tokenizer.encode(self._prompt.render(article=vi, terms=line))
        return Example([BOS, *prompt, *self._tokenizer.encode(f" {en}"), EOS], 1 + len(prompt))

    def batches(self, pairs: Iterator[corpus.Pair], tokens: int) -> Iterator[list[Example]]:
        """Batches for ever; 40 batches at a time are sorted by length."""
        while True:
            pool: list[Example] = []
            while sum(len(example.ids) for example in pool) < 40 * tokens:
                vi, en = self._noise(*next(pairs))
                example = self.example(vi, en, self._hints.choose(vi, en))
                if len(example.ids) <= 320:
                    pool.append(example)
            pool.sort(key=lambda example: len(example.ids))
            cut = list(_cut(pool, tokens))
            self._rng.shuffle(cut)
            yield from cut

    def _noise(self, vi: str, en: str) -> corpus.Pair:
        """Now and then capitals or no full stop, for titles and careless text are so."""
        chance = self._rng.random()
        if chance < 0.02:
            return vi.upper(), en.upper()
        if chance < 0.1 and vi.endswith(".") and en.endswith("."):
            return vi[:-1], en[:-1]
        return vi, en


def _cut(pool: list[Example], tokens: int) -> Iterator[list[Example]]:
    batch: list[Example] = []
    for example in pool:
        if batch and (len(batch) + 1) * len(example.ids) > tokens:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch


def loss_of(model: Any, batch: list[Example]) -> torch.Tensor:
    """Mean cross entropy, in nats, over the answers' tokens."""
    width = max(len(example.ids) for example in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    answer = torch.zeros(len(batch), width, dtype=torch.bool)
    for row, example in enumerate(batch):
        ids[row, : len(example.ids)] = torch.tensor(example.ids)
        answer[row, example.answer_from - 1 : len(example.ids) - 1] = True
    ids, answer = ids.to(model.device), answer.to(model.device)
    # Padding stands on the right and attention looks left, so no mask is needed.
    hidden = model.model(input_ids=ids, use_cache=False).last_hidden_state[answer]
    logits = model.lm_head(hidden).float()
    return nn.functional.cross_entropy(logits, ids.roll(-1, 1)[answer])


class Run:
    """One training run: its model, its clock and its log."""

    def __init__(self, model: Any, recipe: Recipe, out: Path, device: str = "cpu") -> None:
        self.model, self.recipe, self.out = model, recipe, out
        self.modules = attach(model, recipe.rank, recipe.scale)
        model.to(device, torch.bfloat16)
        trained = [p for module in self.modules.values() for p in (module.a, module.b)]
        for parameter in trained:
            parameter.data = parameter.data.float()
            parameter.requires_grad_(True)
        self.trained = trained
        self.optimiser = torch.optim.AdamW(trained, lr=0.0, betas=(0.9, 0.98), weight_decay=0.0)
        self.log = Log(out / "log.jsonl")

    def resume(self) -> float:
        """Load the last checkpoint; return the share of the run that it had done."""
        path = self.out / "state.pt"
        if not path.exists():
            return 0.0
        state = torch.load(path, map_location=self.model.device)
        self.optimiser.load_state_dict(state["optimiser"])
        for parameter, value in zip(self.trained, state["trained"], strict=True):
            parameter.data.copy_(value)
        return float(state["done"])

    def start(self, adapter: adapters.Adapter) -> None:
        """Begin with a trained adapter in place of none; its rank is at most that of the recipe."""
        for name, module in self.modules.items():
            a, b = (torch.from_numpy(part) for part in adapter[name])
            # What the start does not fill adds nothing yet: those columns of B are zero.
            module.a.data[: len(a)] = a.to(module.a.device)
            module.b.data[:, : len(a)] = b.to(module.b.device) / module.scale

    def train(
        self, batches: Iterator[list[Example]], dev: list[Example], done: float = 0.0
    ) -> None:
        """Train until the clock says stop; log, save and measure on the way."""
        recipe, pace = self.recipe, Pace(self.recipe.minutes, self.recipe.steps, done)
        start = saved = measured = time.monotonic()
        seen, losses = 0, []
        for step, batch in enumerate(batches, 1):
            done = pace.step()
            losses.append(self._step(batch, rate_at(done, recipe)))
            seen += sum(len(example.ids) for example in batch)
            now = time.monotonic()
            if step % recipe.report == 0:
                speed = seen / (now - start)
                mean = sum(float(loss) for loss in losses) / len(losses)
                self.log.write(step=step, done=round(done, 4), loss=round(mean, 4), tokens=seen,
                          tokens_per_second=round(speed))  # fmt: skip
                losses = []
            if dev and (now - measured > recipe.evaluate_minutes * 60 or done >= 1):
                self.log.write(step=step, dev_loss=round(self.evaluate(dev), 4))
                measured = now
            if now - saved > recipe.save_minutes * 60 or done >= 1:
                self.save(done)
                saved = now
            if done >= 1:
                return

    def _step(self, batch: list[Example], rate: float) -> Any:
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        loss = loss_of(self.model, batch)
        loss.backward()
        nn.utils.clip_grad_norm_(self.trained, 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        return loss.detach()

    def evaluate(self, dev: list[Example]) -> float:
        """Mean loss on development pairs, without hints."""
        with torch.no_grad():
            parts = [loss_of(self.model, dev[at : at + 8]).item() for at in range(0, len(dev), 8)]
        return float(sum(parts) / len(parts))

    def save(self, done: float) -> None:
        """Write the adapter and all that taking the run up again needs."""
        adapters.save(collect(self.modules), self.out / "adapter.npz")
        state = {"optimiser": self.optimiser.state_dict(), "trained": self.trained, "done": done}
        torch.save(state, self.out / "state.tmp")
        (self.out / "state.tmp").replace(self.out / "state.pt")


class Stream(torch.utils.data.IterableDataset):  # type: ignore[misc]
    """Batches for ever, in as many processes as there are workers, each with its own dice."""

    def __init__(self, tokenizer: Any, terms: Sequence[TermPair], data: Path, tokens: int,
                 seed: str) -> None:  # fmt: skip
        self.tokenizer, self.terms, self.data = tokenizer, terms, data
        self.tokens, self.seed = tokens, seed

    def __iter__(self) -> Iterator[list[Example]]:
        worker = torch.utils.data.get_worker_info()
        rng = random.Random(f"{self.seed} {worker.id if worker else 0}")
        examples = Examples(self.tokenizer, Hints(self.terms, rng), rng)
        return examples.batches(corpus.mixed(self.data, rng), self.tokens)


def main(arguments: list[str] | None = None) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the parallel files")
    parser.add_argument("--dev", type=Path, help="development pairs for the loss in the log")
    parser.add_argument("--terms", type=Path, nargs="*", default=[], help="TSV files: vi, en, …")
    parser.add_argument("--out", type=Path, required=True, help="folder for adapter and log")
    parser.add_argument("--minutes", type=float, default=Recipe.minutes)
    parser.add_argument("--steps", type=int, default=Recipe.steps, help="in place of minutes")
    parser.add_argument("--batch-tokens", type=int, default=Recipe.batch_tokens)
    parser.add_argument("--evaluate-minutes", type=float, default=Recipe.evaluate_minutes)
    parser.add_argument("--save-minutes", type=float, default=Recipe.save_minutes)
    parser.add_argument("--rank", type=int, default=Recipe.rank)
    parser.add_argument("--rate", type=float, default=Recipe.rate)
    parser.add_argument("--start", type=Path, help="adapter.npz to begin with, of no higher rank")
    parser.add_argument("--base", type=Path, help="what models.gguf.trim wrote; else the package")
    parser.add_argument("--mined", action="store_true", help="--terms holds the mined ones already")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--resume", action="store_true")
    run(parser.parse_args(arguments))


def run(options: argparse.Namespace) -> None:
    """Prepare the data and the model, and train."""
    from models.gguf.trim import opened

    if options.threads:
        torch.set_num_threads(options.threads)
    recipe = Recipe(
        rank=options.rank, rate=options.rate, batch_tokens=options.batch_tokens,
        minutes=options.minutes, steps=options.steps, evaluate_minutes=options.evaluate_minutes,
        save_minutes=options.save_minutes,
    )  # fmt: skip
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    file, ids, model_proto = opened(options.base)
    tokenizer = spm.SentencePieceProcessor(model_proto=model_proto)
    terms = [pair for path in options.terms for pair in corpus.read_terms(path)]
    if not options.mined:
        pairs = [pair for name in corpus.MIXTURE for pair in corpus.load(name, options.data)]
        terms = [*mine(pairs), *terms]
    examples = Examples(tokenizer, Hints([], rng), rng)
    dev = corpus.read_pairs(options.dev)[:64] if options.dev else []
    training = Run(build(file, ids), recipe, options.out, options.device)
    if options.start:
        training.start(adapters.load(options.start))
    done = training.resume() if options.resume else 0.0
    # A run taken up again must not begin with the pairs it began with.
    seed = f"{recipe.seed} {done}"
    stream = Stream(tokenizer, terms, options.data, recipe.batch_tokens, seed)
    batches = torch.utils.data.DataLoader(stream, batch_size=None, num_workers=options.workers)
    training.train(iter(batches), [examples.example(vi, en, []) for vi, en in dev], done)


if __name__ == "__main__":
    main()
