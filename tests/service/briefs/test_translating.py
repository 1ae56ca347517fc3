"""The desk: hints in, titles by rule, checks on everything, retries, flags."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from scripted import translator

from service.briefs.checks import failed
from service.briefs.roles import context_of
from service.briefs.translating import Desk, lower_first, pieces
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


def test_a_failed_sentence_is_tried_again_then_flagged() -> None:
    made, asked = desk(lambda text, terms: "Recruitment reached 10% of the target.")
    result = made.translate(["Tuyển quân đạt 100% chỉ tiêu."])[0]
    assert len(asked) == 2
    assert result.status == "review"
    found = failed(result.checks)
    assert "numbers" in {check.name for check in found}
    assert any("100" in check.source + check.message for check in found)


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
