"""Errors planted by hand in correct pairs, each with the check that must find it."""

from pathlib import Path

import pytest

from service.briefs.checks import check_translation, failed
from service.evaluation.mutations import MUTATIONS

TABLE = Path(__file__).parents[3] / "data" / "mutations" / "planted.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


def findings(vi: str, en: str) -> set[str]:
    return {check.name for check in failed(check_translation(vi, en))}


@pytest.mark.parametrize(("kind", "check", "vi", "en", "wrong"), ROWS)
def test_a_planted_error_is_found(kind: str, check: str, vi: str, en: str, wrong: str) -> None:
    assert check in findings(vi, wrong)


@pytest.mark.parametrize(("vi", "en"), sorted({(row[2], row[3]) for row in ROWS}))
def test_the_correct_pair_passes(vi: str, en: str) -> None:
    assert findings(vi, en) == set()


def test_the_table_is_large_and_has_every_kind() -> None:
    assert len(ROWS) >= 150
    assert {row[0] for row in ROWS} == set(MUTATIONS) - {
        "phrase",
        "noun",
    }  # no check tells these well


@pytest.mark.parametrize(("kind", "check", "vi", "en", "wrong"), ROWS)
def test_findings_say_where(kind: str, check: str, vi: str, en: str, wrong: str) -> None:
    for found in failed(check_translation(vi, wrong)):
        assert found.step == "translation"
        assert found.source_at or found.target_at
        if found.source_at:
            assert vi[slice(*found.source_at)] == found.source
        if found.target_at:
            assert wrong[slice(*found.target_at)] == found.target
