"""Scores of translations and summaries: what `songngu evaluate` prints."""

from service.evaluation.baselines import BASELINES
from service.evaluation.checking import evaluate_checks
from service.evaluation.expectations import read_suite
from service.evaluation.point_checking import evaluate_points
from service.evaluation.rows import BadRow, Pair, read_numbers, read_pairs, read_reports
from service.evaluation.suite import run_suite
from service.evaluation.summaries import evaluate_summaries
from service.evaluation.translation import evaluate_translation

__all__ = [
    "BASELINES",
    "BadRow",
    "Pair",
    "evaluate_checks",
    "evaluate_points",
    "evaluate_summaries",
    "evaluate_translation",
    "read_numbers",
    "read_pairs",
    "read_reports",
    "read_suite",
    "run_suite",
]
