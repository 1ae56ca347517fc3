"""`songngu evaluate`: how good a model is on a file with references, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from service.commands import options
from service.commands.models import announce
from service.commands.options import given
from service.commands.progress import progress
from service.commands.tools import Tools
from service.settings import Settings, changed

if TYPE_CHECKING:
    from service.briefs.pipeline import Studio

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
limit = click.option(
    "--limit", type=click.IntRange(1), metavar="N", help="Only the first N lines of the file."
)


@click.group()
def evaluate() -> None:
    """Score a model on a file with references; the scores are printed as JSON."""


@evaluate.command()
@click.argument("file", type=FILE)
@options.translator
@limit
@click.pass_obj
def translation(tools: Tools, file: Path, translator: str | None, limit: int | None) -> None:
    """Translate FILE, "vi<TAB>en" lines (.tsv or .tsv.xz), and score the English.

    BLEU, chrF, how often numbers, dates and names arrive, and speed.
    """
    from service.evaluation import evaluate_translation, read_pairs

    rows = read_pairs(file, limit)
    announce(translator)
    settings = measured(tools)
    studio = tools.make_studio(settings)
    id = translator or settings.str("translator")

    def translate(texts: list[str]) -> Sequence[tuple[str, int]]:
        done = studio.translate(texts, translator=id)
        return [(translation.text, translation.tokens) for translation in done]

    with counted("translate") as report:
        found = evaluate_translation(
            rows, translate, model=studio.label("translate", id), progress=report
        )
    show(found)


@evaluate.command()
@click.argument("file", type=FILE)
@click.option("--summariser", metavar="ID", help="Model to score, or lead-1, lead-2, lead-3.")
@options.points
@options.words
@limit
@click.pass_obj
def summaries(
    tools: Tools,
    file: Path,
    summariser: str | None,
    points: int | None,
    words: int | None,
    limit: int | None,
) -> None:
    """Summarise FILE, {"text", "summary"} objects (.jsonl or .jsonl.xz), and score the result.

    ROUGE on syllables and with the ASCII tokenizer of published figures, fidelity, lengths.
    """
    from service.evaluation import BASELINES, evaluate_summaries, read_reports

    rows = read_reports(file, limit)
    announce(summariser)
    settings = measured(tools)
    id = summariser or settings.str("summariser")
    if id in BASELINES:
        summarise, model = BASELINES[id], id
    else:
        studio = tools.make_studio(settings)
        wanted = given(summariser=id, points=points, words=words)
        summarise, model = summarise_with(studio, wanted), studio.label("summarise", id)
    with counted("summarise") as report:
        found = evaluate_summaries(rows, summarise, model=model, progress=report)
    show(found)


def summarise_with(studio: Studio, wanted: dict[str, Any]) -> Callable[[dict[str, Any]], str]:
    """The studio as a function from a row to its summary."""
    from service.reading import read

    def summarise(row: dict[str, Any]) -> str:
        document = read(row["text"], title=row.get("title", ""))
        return studio.summarise(document, **wanted).text

    return summarise


@evaluate.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@options.translator
@click.option("--json", "as_json", is_flag=True, help="The whole result as JSON, not the table.")
@click.pass_obj
def fidelity(tools: Tools, folder: Path, translator: str | None, as_json: bool) -> None:
    """Translate the sentences in the .tsv files of FOLDER and count what must (not) appear.

    Reports are summarised as well. The table is by class of risk; each wrong text is on stderr.
    """
    from service.commands.tables import write_table, wrong_texts
    from service.evaluation import read_suite, run_suite

    rows = read_suite(folder)
    announce(translator)
    settings = measured(tools)
    studio = tools.make_studio(settings)
    id = translator or settings.str("translator")
    summarise = summarise_with(studio, {"points": 2, "summariser": settings.str("summariser")})
    with counted("translate") as report:
        found = run_suite(
            rows,
            lambda texts: studio.translate(texts, translator=id),
            lambda text: summarise({"text": text}),
            model=studio.label("translate", id),
            progress=report,
        )
    if as_json:
        show(found)
    else:
        write_table("English", found["translation"])
        write_table("Summary", found["summary"])
        wrong_texts(found["wrong"])


@evaluate.command()
@click.argument("file", type=FILE)
@click.option("--wrong", type=FILE, help="Numbers of lines known to be wrong, one a line.")
@click.option("--seed", type=int, default=0, show_default=True, help="Plants other errors.")
@click.option(
    "--summary",
    is_flag=True,
    help="FILE holds reports, a JSON object a line: plant errors in Vietnamese points of them.",
)
@click.option("--json", "as_json", is_flag=True, help="The whole result as JSON, not the table.")
@limit
def checks(
    file: Path, wrong: Path | None, seed: int, summary: bool, as_json: bool, limit: int | None
) -> None:
    """Plant errors in FILE, correct "vi<TAB>en" lines, and count what the checks find."""
    from service.commands.tables import write_checks
    from service.evaluation import (
        evaluate_checks,
        evaluate_points,
        read_numbers,
        read_pairs,
        read_reports,
    )

    if summary and wrong:
        raise click.UsageError("--wrong names lines of pairs; it does not go with --summary.")
    with counted("check") as report:
        if summary:
            found = evaluate_points(read_reports(file, limit), seed=seed, progress=report)
        else:
            known = read_numbers(wrong) if wrong else []
            rows = read_pairs(file, limit)
            found = evaluate_checks(rows, seed=seed, leave_out=known, progress=report)
    show(found) if as_json else write_checks(found)


@evaluate.command()
@click.argument("file", type=FILE)
@options.translator
@limit
@click.option(
    "--made",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="JSONL",
    help="Translations kept by an earlier run; made and written where there are none.",
)
@click.option("--fit", "fitted", is_flag=True, help="Print parameters fitted anew instead.")
@click.option(
    "--svg",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw the reliability diagram into this file.",
)
@click.pass_obj
def confidence(
    tools: Tools,
    file: Path,
    translator: str | None,
    limit: int | None,
    made: Path | None,
    fitted: bool,
    svg: Path | None,
) -> None:
    """Translate FILE, "vi<TAB>en" lines, and compare how sure the product is with how good it is.

    Calibration error, Brier score, AUC and reliability, on the third that is never fitted.
    """
    from service.evaluation import confidence as rating
    from service.evaluation.diagram import draw

    model = ""
    if made and made.exists():
        pairs = rating.read_made(made)
    else:
        pairs, model = _translated(tools, file, translator, limit)
        if made:
            rating.write_made(made, pairs)
    rows = [rating.rated(*pair) for pair in pairs]
    if fitted:
        show(rating.fit(rows, model))
        return
    found = rating.evaluate_confidence(rows, model)
    if svg:
        svg.write_text(draw(found["bins"]), encoding="utf-8")
    show(found)


def _translated(
    tools: Tools, file: Path, translator: str | None, limit: int | None
) -> tuple[list[Any], str]:
    """The pairs of a file, each with its translation, and the label of the model."""
    from service.evaluation import read_pairs

    rows = read_pairs(file, limit)
    announce(translator)
    settings = measured(tools)
    studio = tools.make_studio(settings)
    id = translator or settings.str("translator")
    made: list[Any] = []
    with counted("translate") as report:
        for at in range(0, len(rows), 16):
            made += studio.translate([row.vi for row in rows[at : at + 16]], translator=id)
            report(len(made), len(rows))
    return list(zip(rows, made, strict=True)), studio.label("translate", id)


def measured(tools: Tools) -> Settings:
    """The settings in force without the cache: what is remembered is neither made nor timed."""
    return changed(tools.settings(), cache_sentences=0)


@contextmanager
def counted(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar that counts rows."""
    with progress(title) as report:
        yield lambda done, total: report(f"{title} {done}/{total}", done / max(1, total))


def show(found: dict[str, Any]) -> None:
    """Print scores as JSON."""
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
