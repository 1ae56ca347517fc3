import json

import pytest

from service.evaluation import Pair, evaluate_translation

ROWS = [
    Pair(
        "Năm 2024, tỉnh hoàn thành 100% chỉ tiêu.", "In 2024, the province met 100% of its target."
    ),
    Pair(
        "Ngày 8/1, ông Nguyễn Hồng Thái đến Hà Nội.",
        "On 8 January, Nguyen Hong Thai came to Hanoi.",
    ),
    Pair("Trời đẹp và mọi người đều rất vui.", "The weather was fine and everybody was happy."),
]
REFERENCES = {row.vi: row.en for row in ROWS}


def evaluate(translations, **options):
    def translate(texts):
        return [(translations[text], 10) for text in texts]

    return evaluate_translation(ROWS, translate, model="test@1", **options)


def test_references_score_full():
    result = evaluate(REFERENCES)
    assert result["bleu"]["score"] == pytest.approx(100)
    assert result["chrf"]["score"] == pytest.approx(100)
    assert result["fidelity"] == result["reference_fidelity"]
    assert result["fidelity"]["numbers"]["rate"] == 1
    assert result["tokens"] == 30
    assert result["untranslated"] == {"vietnamese_words": 0, "source_copied": 0}


def test_results_can_be_written_as_json_with_signatures():
    result = json.loads(json.dumps(evaluate(REFERENCES)))
    assert "tok:13a" in result["bleu"]["signature"]
    assert "nc:6" in result["chrf"]["signature"]
    assert len(result["signature"]["data_sha256"]) == 64
    assert result["signature"]["model"] == "test@1"
    assert result["signature"]["rows"] == 3


def test_the_hit_rate_of_terms_counts_each_place_and_accepted_forms():
    row = Pair("Bộ Quốc phòng và Bộ Quốc phòng.", "The Defence Ministry and the MND.")
    result = evaluate_translation([row], lambda texts: [("The Ministry of Defence.", 1)])
    assert result["terms"] == {"found": 2, "hits": 2, "rate": 1, "reference_rate": 1}
    wrong = evaluate_translation([row], lambda texts: [("The army.", 1)])
    assert wrong["terms"]["rate"] == 0


def test_a_changed_number_costs_fidelity():
    wrong = REFERENCES | {ROWS[0].vi: "In 2024, the province met 10% of its target."}
    numbers = evaluate(wrong)["fidelity"]["numbers"]
    assert numbers["passed"] == numbers["checked"] - 1


def test_a_lost_name_costs_fidelity():
    wrong = REFERENCES | {ROWS[1].vi: "On 8 January, he came to Hanoi."}
    assert evaluate(wrong)["fidelity"]["names"]["rate"] < 1


def test_the_source_again_is_untranslated():
    result = evaluate({row.vi: row.vi for row in ROWS})
    assert result["untranslated"]["source_copied"] > 0.5
    assert result["bleu"]["score"] < 20


def test_loops_and_blanks_are_counted():
    wrong = REFERENCES | {ROWS[2].vi: "happy happy happy happy happy", ROWS[1].vi: ""}
    result = evaluate(wrong)
    assert result["repetition"] == pytest.approx(1 / 3, abs=1e-3)
    assert result["empty"] == pytest.approx(1 / 3, abs=1e-3)


def test_progress_and_batches():
    seen = []
    evaluate(REFERENCES, batch=2, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(2, 3), (3, 3)]


def test_a_translator_that_loses_lines_is_an_error():
    with pytest.raises(ValueError, match="3 texts"):
        evaluate_translation(ROWS, lambda texts: [("one", 1)])
