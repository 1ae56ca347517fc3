import json

import pytest

from service.evaluation import BASELINES, evaluate_summaries

ROWS = [
    {
        "id": "1",
        "text": "Sáng 8/1, tỉnh Bắc Kạn tổ chức hội nghị. Chỉ tiêu tuyển quân đạt 100%. Trời đẹp.",
        "summary": "Tỉnh Bắc Kạn tổ chức hội nghị.",
        "summary_2": "Chỉ tiêu tuyển quân đạt 100%.",
    },
    {
        "id": "2",
        "text": "Ông Nguyễn Văn An đến Huế. Ông gặp lãnh đạo thành phố.",
        "summary": "Ông Nguyễn Văn An đến Huế.",
    },
]


def test_a_copy_of_either_reference_scores_full():
    result = evaluate_summaries(ROWS, lambda row: row.get("summary_2", row["summary"]), model="m@1")
    assert result["rouge"]["syllable"] == {"rouge1": 100, "rouge2": 100, "rougeL": 100}
    assert result["rouge"]["ascii"]["rouge1"] == 100


def test_results_can_be_written_as_json_with_a_signature():
    result = json.loads(json.dumps(evaluate_summaries(ROWS, BASELINES["lead-1"], model="lead-1")))
    assert result["signature"]["rows"] == 2
    assert set(result["signature"]["tokenizers"]) == {"syllable", "ascii"}
    assert result["syllables"]["reference"]["mean"] == 6.5


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lead-1", "Sáng 8/1, tỉnh Bắc Kạn tổ chức hội nghị."),
        ("lead-2", "Sáng 8/1, tỉnh Bắc Kạn tổ chức hội nghị. Chỉ tiêu tuyển quân đạt 100%."),
        ("lead-3", ROWS[0]["text"]),
    ],
)
def test_baselines(name, expected):
    assert BASELINES[name](ROWS[0]) == expected


def test_the_ascii_tokenizer_is_kinder():
    result = evaluate_summaries(ROWS, lambda row: "Tính Bác Kàn tô chức hỏi nghi")
    assert result["rouge"]["ascii"]["rouge1"] > result["rouge"]["syllable"]["rouge1"]


def test_what_a_summary_makes_up_costs_fidelity():
    made_up = "Ngày 9/2, ông Trần Văn Bình báo cáo đạt 73%."
    fidelity = evaluate_summaries(ROWS, lambda row: made_up)["fidelity"]
    assert [fidelity[kind]["rate"] for kind in ("numbers", "dates", "names")] == [0, 0, 0]


def test_no_names_is_no_rate():
    fidelity = evaluate_summaries(ROWS, lambda row: "Trời đẹp.")["fidelity"]
    assert fidelity["names"] == {"rate": None, "passed": 0, "checked": 0}


def test_the_digest_is_of_the_rows():
    digests = [
        evaluate_summaries(rows, BASELINES["lead-1"])["signature"]["data_sha256"]
        for rows in (ROWS, ROWS, ROWS[:1])
    ]
    assert digests[0] == digests[1] != digests[2]
