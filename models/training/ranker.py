"""The recipe of songngu-extractive: prepare, train, evaluate.

python -m models.training.ranker prepare --out units.npz vietnews.jsonl.xz baomoi.jsonl.xz
python -m models.training.ranker train units.npz --out models/weights/songngu-extractive
python -m models.training.ranker evaluate WEIGHTS dev.jsonl.xz
"""

import json
import logging
from itertools import islice
from pathlib import Path
from typing import Any

import click

from models.training.ranker_data import (
    Sampling,
    TrainingSet,
    digest_of,
    prepare,
    read_articles,
    sample,
)
from models.training.ranker_fit import Boosting, fit, recipe_of, write
from models.training.ranker_scores import choices, compare

log = logging.getLogger(__name__)

_FILE = click.Path(exists=True, path_type=Path)
_OUT = click.Path(path_type=Path)


@click.group()
def main() -> None:
    """Train the extractive ranker on articles with summaries."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")


@main.command("prepare")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--out", required=True, type=_OUT, help="The npz file to write.")
@click.option("--articles", default=Sampling.articles, show_default=True)
@click.option("--share", "shares", multiple=True, type=float, help="Share of each file, in order.")
@click.option("--seed", default=Sampling.seed, show_default=True)
def prepare_command(
    files: tuple[Path, ...], out: Path, articles: int, shares: tuple[float, ...], seed: int
) -> None:
    """Make the rows to train on from FILES (.jsonl or .jsonl.xz: title, text, summary)."""
    sampling = Sampling(articles=articles, shares=shares, seed=seed)
    rows = sample(files, sampling)
    log.info("%d articles of %s", len(rows), digest_of(files))
    data = prepare(rows, sampling, progress=_progress)
    data.save(out)
    log.info("%d units, %.1f%% in an oracle", len(data.labels), 100 * data.labels.mean())


@main.command("train")
@click.argument("data", type=_FILE)
@click.option("--out", required=True, type=_OUT, help="The folder to write the weights to.")
@click.option("--iterations", default=Boosting.iterations, show_default=True)
@click.option("--leaves", default=Boosting.leaves, show_default=True)
@click.option("--seed", default=Boosting.seed, show_default=True)
def train_command(data: Path, out: Path, iterations: int, leaves: int, seed: int) -> None:
    """Fit the trees on DATA, the npz file that `prepare` wrote."""
    rows = TrainingSet.load(data)
    boosting = Boosting(iterations=iterations, leaves=leaves, seed=seed)
    articles = len(set(rows.groups.tolist()))
    forest = fit(rows, boosting)
    recipe = recipe_of(boosting, articles=articles, units=len(rows.labels))
    log.info("weights %s", write(forest, rows, out, recipe))


@main.command("evaluate")
@click.argument("weights", type=_FILE)
@click.argument("articles", type=_FILE)
@click.option("--limit", type=int, help="Read only so many articles.")
def evaluate_command(weights: Path, articles: Path, limit: int | None) -> None:
    """Print ROUGE of the ranker in WEIGHTS beside Lead-n and the oracle, as JSON."""
    from models.extractive.ranker import read_ranker

    rows = list(islice(read_articles(articles), limit))
    systems = choices(read_ranker(weights))
    click.echo(json.dumps(compare(systems, rows), indent=1))


def _progress(rows: Any) -> Any:
    from rich.progress import track

    return track(rows, description="articles")


if __name__ == "__main__":
    main()
