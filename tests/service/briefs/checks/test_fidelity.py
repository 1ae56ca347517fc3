"""Conference-report sentences with correct translations and with planted errors."""

from pathlib import Path

import pytest

from service.briefs.checks import CHECKS, check_translation, failed
from service.glossary import load_glossary

TABLE = Path(__file__).parents[3] / "data" / "fidelity" / "translations.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


def findings(vi: str, en: str) -> set[str]:
    return {
        check.name for check in failed(check_translation(vi, en, terms=load_glossary().match(vi)))
    }


@pytest.mark.parametrize(("expected", "vi", "en"), [row for row in ROWS if row[0] != "ok"])
def test_planted_error_is_found(expected: str, vi: str, en: str) -> None:
    assert expected in findings(vi, en)


@pytest.mark.parametrize(("expected", "vi", "en"), [row for row in ROWS if row[0] == "ok"])
def test_correct_translation_passes(expected: str, vi: str, en: str) -> None:
    assert findings(vi, en) == set()


def test_every_check_has_a_planted_error() -> None:
    assert {row[0] for row in ROWS} - {"ok"} == set(CHECKS)


def test_findings_name_their_spans() -> None:
    vi, en = "Chỉ tiêu tuyển quân hoàn thành 98%.", "The recruitment target was met at 89%."
    spans = {(check.source, check.target) for check in failed(check_translation(vi, en))}
    assert ("98", "") in spans
    assert ("", "89") in spans


def test_a_check_that_finds_nothing_says_so() -> None:
    results = check_translation("Hội nghị kết thúc tốt đẹp.", "The conference ended well.")
    assert {check.name for check in results if check.passed} == set(CHECKS)
