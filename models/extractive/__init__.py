"""Extractive summaries: a ranker of clauses and the choice of those that make a brief."""

from models.extractive.ranker import MODEL_ID, ExtractiveRanker, load_ranker, read_ranker
from models.extractive.unit import Unit, make_unit

__all__ = [
    "MODEL_ID",
    "ExtractiveRanker",
    "Unit",
    "load_ranker",
    "make_unit",
    "read_ranker",
]
