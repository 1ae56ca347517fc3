"""The fidelity suite: its rows are sound, and its counts say what happened."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from fake_studio import FakeStudio

from service.briefs.values import Translation
from service.cli import main
from service.commands.tools import Tools
from service.evaluation import BadRow, read_suite, run_suite
from service.evaluation.expectations import Expectation, missing, unwanted

FOLDER = Path(__file__).parents[2] / "data" / "fidelity" / "suite"
SUITE = read_suite(FOLDER)


def test_the_suite_is_large_and_says_something_of_every_text():
    assert len(SUITE) >= 400
    assert len({row.vi for row in SUITE}) == len(SUITE)
    assert min(Counter(row.kind for row in SUITE).values()) >= 20
    assert all(row.must or row.must_not for row in SUITE)
    assert sum(row.report for row in SUITE) >= 40


def test_no_row_contradicts_itself():
    """A form that must appear is not one that must not, and a summary may quote its report."""
    for row in SUITE:
        assert not {f for g in row.must for f in g} & {f for g in row.must_not for f in g}, row.vi
        assert not missing(row.summary_must, row.vi), row.vi
        assert not unwanted(row.summary_must_not, row.vi), row.vi


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("1.5 trillion", "VND1.5 trillion", True),
        ("1.5 trillion", "VND 1.5  trillion.", True),
        ("5 trillion", "1.5 trillion", False),
        ("7.5", "7.55 percent", False),
        ("7.5", "It grew 7.5%.", True),
        ("Colonel", "Colonels", False),
        ("people's committee", "the People’s Committee", True),
        ("100%", "at 100%, it", True),
        ("striv*", "Striving hard", True),
        ("striv*", "a strategy", False),
    ],
)
def test_forms_are_whole_words_and_numbers(form, text, found):
    assert bool(unwanted(((form,),), text)) is found
    assert bool(missing(((form,),), text)) is not found


def test_outcomes_are_counted_by_class():
    rows = [
        Expectation("numbers", "một", (("one", "1"),)),
        Expectation("numbers", "hai", (("two",),)),
        Expectation("ranks", "ba", (), (("four",),)),
        Expectation("reports", "bốn", (("four",),), (), (("bốn",),), (("năm",),)),
    ]
    answers = {
        "một": Translation("1"),
        "hai": Translation("three", status="review"),
        "ba": Translation("four"),
        "bốn": Translation("four", status="review"),
    }
    found = run_suite(rows, lambda texts: [answers[t] for t in texts], lambda text: "năm")
    assert found["translation"]["numbers"] == {
        "rows": 2, "right": 1, "flagged": 1, "silent": 0, "flagged_though_right": 0,
    }  # fmt: skip
    assert found["translation"]["ranks"]["silent"] == 1
    assert found["translation"]["all"]["flagged_though_right"] == 1
    assert found["summary"]["reports"]["right"] == 0
    assert [one["lost"] for one in found["wrong"]] == [["two"], [], ["bốn"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("vi\tmust\n", "Line 1"),
        ("vi\tmust\tmust_not\nMột câu.\tone\n", "Line 2"),
        ("vi\tmust\tmust_not\n\tone\ttwo\n", "Line 2"),
    ],
)
def test_a_bad_file_is_told_with_its_line(tmp_path, content, said):
    (tmp_path / "numbers.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(BadRow, match=said):
        read_suite(tmp_path)


def test_the_command_prints_a_table_by_class(tmp_path):
    text = "vi\tmust\tmust_not\nQuân khu 1 họp sáng nay.\ten\tGeneral\n"
    (tmp_path / "bodies.tsv").write_text(text, encoding="utf-8")
    studio = FakeStudio()
    studio.label = lambda task, id: f"{id}@1"
    done = CliRunner().invoke(
        main, ["evaluate", "fidelity", str(tmp_path)], obj=Tools(make_studio=lambda _: studio)
    )
    assert done.exit_code == 0, done.output
    lines = [line.split() for line in done.stdout.splitlines() if line]
    assert lines[1][:4] == ["bodies", "1", "1", "100.0"]
    assert lines[2][0] == "all"
