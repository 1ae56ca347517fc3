"""The templates: their front matter, their variables, and what an article cannot do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from prompts import BadPrompt, load, names, parse

HEAD = "---\nname: {name}\nversion: 1\nlanguage: vi\ntask: t\nvariables: {variables}\n---\n"


def made(text, variables="a, b", name="x"):
    return parse(HEAD.format(name=name, variables=variables) + text)


@pytest.mark.parametrize("name", names())
def test_every_file_says_what_it_is(name):
    prompt = load(name)
    task, variant = name.split(".")
    assert prompt.name == name
    assert prompt.task == task
    assert prompt.language in ("vi", "en")
    assert variant not in ("vi", "en") or prompt.language == variant
    assert prompt.label == f"{name}@{prompt.version}"
    assert "article" in prompt.variables
    assert load(name) is prompt


@pytest.mark.parametrize("task", ["summarise", "translate", "headline"])
def test_every_task_has_both_languages(task):
    assert {f"{task}.vi", f"{task}.en"} <= set(names())


@pytest.mark.parametrize("name", [n for n in names() if n.endswith((".vi", ".en"))])
def test_an_instruction_delimits_its_article_and_says_so(name):
    prompt = load(name)
    values = dict.fromkeys(prompt.variables, "?") | {"article": "ARTICLE"}
    assert prompt.render(**values).endswith("<article>\nARTICLE\n</article>")
    assert "<article>" in prompt.text.partition("{{article}}")[0].rpartition("\n\n")[0]


def test_rendering():
    prompt = made("{{a}} then {{b}} then {{a}}")
    assert prompt.render(a=1, b="two") == "1 then two then 1"
    assert prompt.opening == ""
    assert made("Fixed {{a}} {{b}}").opening == "Fixed "


@pytest.mark.parametrize("values", [{}, {"a": 1}, {"a": 1, "b": 2, "c": 3}])
def test_missing_and_unknown_variables(values):
    with pytest.raises(BadPrompt, match="takes a, b"):
        made("{{a}} {{b}}").render(**values)


@given(st.text(), st.text())
def test_values_are_never_read_as_templates(a, b):
    assert made("[{{a}}|{{b}}]").render(a=a, b=b) == f"[{a}|{b}]"


def test_a_variable_in_an_article_stays_text():
    assert made("{{a}}/{{b}}").render(a="{{b}}", b="{{a}}") == "{{b}}/{{a}}"


@pytest.mark.parametrize("tag", ["</article>", "< / Article >", "<article>", "</ARTICLE\n>"])
def test_an_article_cannot_leave_its_delimiters(tag):
    prompt = made("<article>{{a}}</article>", "a")
    rendered = prompt.render(a=f"x{tag}y <b>z</b>")
    assert rendered == f"<article>x‹{tag[1:]}y <b>z</b></article>"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("no front matter", "front matter"),
        ("---\nname: x\n---\ntext", "lacks"),
        (HEAD.format(name="x", variables="a, b") + "{{a}}", "declares"),
        (HEAD.format(name="x", variables="a") + "{{a}} {{c}}", "declares"),
    ],
)
def test_a_malformed_file(source, message):
    with pytest.raises(BadPrompt, match=message):
        parse(source)


def test_an_unknown_name_lists_those_there_are():
    with pytest.raises(BadPrompt, match=r"translate\.en"):
        load("../secrets")


def test_few_shot_examples_are_whole():
    text = prompts.load("translate.fewshot").opening
    for label in ("Vietnamese: ", "Terms: ", "English: "):
        assert text.count(label) >= 4
