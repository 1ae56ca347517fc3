"""The desk: hints in, titles by rule, checks on everything, retries, flags."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from scripted import translator

from service.briefs import confidence
from service.briefs.checks import failed
from service.briefs.jobs import pieces
from service.briefs.parts import lower_first
from service.briefs.roles import context_of
from service.briefs.translating import Desk
from service.glossary import load_glossary

CHAIRED = (
    "Trung tướng Nguyễn Hồng Thái, Ủy viên Quân ủy Trung ương, Tư lệnh Quân khu chủ trì hội nghị."
)


def desk(
    answer, context_text: str = "Quân khu 1", *, diacritics: bool = False
) -> tuple[Desk, list]:
    model, engine = translator(answer)
    context = context_of(context_text, diacritics=diacritics)
    return Desk(model, load_glossary(), context), engine.asked


def test_titles_are_set_aside_and_put_back_by_rule() -> None:
    made, asked = desk(
        lambda text, terms: "Lieutenant General Nguyen Hong Thai chaired the conference."
    )
    result = made.translate([CHAIRED])[0]
    assert asked[0][0] == "Trung tướng Nguyễn Hồng Thái chủ trì hội nghị."
    assert "Nguyễn Hồng Thái = Nguyen Hong Thai" in asked[0][1]
    assert result.text == (
        "Lieutenant General Nguyen Hong Thai, member of the Central Military Commission and "
        "Commander of Military Region 1, chaired the conference."
    )


def test_a_title_before_the_name_comes_back_before_it() -> None:
    made, asked = desk(lambda text, terms: "Hoang Trung Hai asked for 3 new schools.")
    result = made.translate(["Bí thư Thành ủy Hà Nội Hoàng Trung Hải đề nghị xây 3 trường mới."])[0]
    assert asked[0][0] == "Hoàng Trung Hải đề nghị xây 3 trường mới."
    assert result.text == (
        "Secretary of the Hanoi Party Committee Hoang Trung Hai asked for 3 new schools."
    )


def test_the_first_hypothesis_without_a_finding_is_taken() -> None:
    answers = ["Recruitment reached 10% of the target.", "Recruitment reached 100% of the target."]
    made, asked = desk(lambda text, terms: answers)
    result = made.translate(["Tuyển quân đạt 100% chỉ tiêu."])[0]
    assert (result.text, result.status) == (answers[1], "ok")
    assert len(asked) == 1


def test_one_wrong_number_is_put_right_and_recorded() -> None:
    made, asked = desk(lambda text, terms: "Recruitment reached 10% of the target.")
    source = "Tuyển quân đạt 100% chỉ tiêu."
    result = made.translate([source])[0]
    assert len(asked) == 1
    assert (result.text, result.status) == ("Recruitment reached 100% of the target.", "ok")
    (repair,) = [check for check in result.checks if check.name == "repaired"]
    assert repair.passed
    assert repair.message == "“10” was put right to “100”."
    assert source[slice(*repair.source_at)] == "100"
    assert result.text[slice(*repair.target_at)] == "100"


def test_lost_numbers_become_the_first_hints_of_a_second_try() -> None:
    right = "Recruitment reached 100% at 7 districts."
    made, asked = desk(
        lambda text, terms: right if terms.startswith("100 = 100; 7 = 7") else "It was reached."
    )
    result = made.translate(["Tuyển quân đạt 100% ở 7 huyện."])[0]
    assert (result.text, result.status, len(asked)) == (right, "ok", 2)


def test_the_other_hypotheses_come_after_the_second_try() -> None:
    answers = ["Recruitment was reached.", "Recruitment reached 100% of the target."]
    made, asked = desk(lambda text, terms: answers if len(answers[0]) else "")
    result = made.translate(["Tuyển quân đạt 100% chỉ tiêu."])[0]
    assert (result.text, len(asked)) == (answers[1], 2)


def test_what_stays_wrong_is_flagged_with_its_places() -> None:
    made, asked = desk(lambda text, terms: "Recruitment reached 10% of the target of 5.")
    source = "Tuyển quân đạt 100% chỉ tiêu, 30 đồng chí."
    result = made.translate([source])[0]
    assert len(asked) == 3
    assert result.status == "review"
    spans = {source[slice(*c.source_at)] for c in failed(result.checks) if c.source_at}
    assert {"100", "30"} <= spans
    assert {
        result.text[slice(*c.target_at)]
        for c in failed(result.checks)
        if c.target_at and c.name != confidence.NAME
    } == {"10", "5"}


def test_spans_of_parts_are_counted_in_the_whole() -> None:
    whole = "Đơn vị trồng 20 cây; xây 30 nhà."
    parts = {"Đơn vị trồng 20 cây": "The unit planted 20 trees", "xây 30 nhà": "it built houses"}
    made, _ = desk(lambda text, terms: parts.get(text.rstrip("."), "Nothing."))
    result = made.translate([whole])[0]
    (finding,) = failed(result.checks)
    assert whole[slice(*finding.source_at)] == "30"
    assert finding.source_at == (whole.index("30"), whole.index("30") + 2)


def test_a_list_is_translated_by_its_parts_when_the_whole_fails() -> None:
    whole = "Đơn vị trồng 20 cây; xây 30 nhà."
    parts = {"Đơn vị trồng 20 cây": "The unit planted 20 trees", "xây 30 nhà": "built 30 houses"}
    made, _ = desk(lambda text, terms: parts.get(text.rstrip("."), "The unit planted trees."))
    result = made.translate([whole])[0]
    assert result.text == "The unit planted 20 trees; built 30 houses."
    assert result.status == "ok"


@pytest.mark.parametrize(
    ("diacritics", "expected"),
    [(False, "Hoang Thu Trang spoke."), (True, "Hoàng Thu Trang spoke.")],
)
@pytest.mark.parametrize("written", ["Hoang Thu Trang spoke.", "Hoàng Thu Trang spoke."])
def test_names_follow_the_setting(diacritics: bool, expected: str, written: str) -> None:
    made, _ = desk(lambda text, terms: written, diacritics=diacritics)
    assert made.translate(["Hoàng Thu Trang phát biểu."])[0].text == expected


def test_abbreviations_are_written_out_for_the_model() -> None:
    made, asked = desk(lambda text, terms: "The armed forces kept combat readiness.")
    made.translate(["LLVT duy trì SSCĐ."])
    assert asked[0][0] == "Lực lượng vũ trang duy trì sẵn sàng chiến đấu."


def test_a_headline_has_no_full_stop_and_an_empty_text_stays_empty() -> None:
    made, _ = desk(lambda text, terms: "Region reviews work.")
    assert made.translate(["Quân đội tổng kết"], sentence=False)[0].text == "Region reviews work"
    assert made.translate(["", " "])[0].text == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a; b; c.", ["a", "b", "c"]), ("một câu.", ["một câu"]), ("", [""]), (";", [";"])],
)
def test_pieces(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Continue to build", "continue to build"),
        ("Military Region 1 asked", "Military Region 1 asked"),
        ("UNESCO said", "UNESCO said"),
        ("", ""),
    ],
)
def test_lower_first(text: str, expected: str) -> None:
    assert lower_first(text, ["Military Region 1"]) == expected
