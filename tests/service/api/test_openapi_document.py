import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from service.api.contract import OPERATIONS


@pytest.fixture
def spec(client: FlaskClient) -> dict[str, Any]:
    document: dict[str, Any] = client.get("/openapi.json").json
    return document


def validator(spec: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": spec["components"]})


def test_every_operation_of_the_api_is_described(app: Flask, spec: dict[str, Any]) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/v1/")]
    assert rules
    for rule in rules:
        assert app.view_functions[rule.endpoint] in OPERATIONS
        assert re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) in spec["paths"]
    assert spec["openapi"] == "3.1.0"


def test_schemas_are_schemas(spec: dict[str, Any]) -> None:
    for schema in spec["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_examples_keep_to_their_schemas(spec: dict[str, Any]) -> None:
    seen = 0
    for methods in spec["paths"].values():
        for operation in methods.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                if "example" in content:
                    validator(spec, content["schema"]).validate(content["example"])
                    seen += 1
    assert seen >= 5


def test_examples_work(client: FlaskClient, spec: dict[str, Any]) -> None:
    for path, methods in spec["paths"].items():
        content = methods.get("post", {}).get("requestBody", {}).get("content", {})
        example = content.get("application/json", {}).get("example")
        if example and "{" not in path:
            worked = [int(status) for status in methods["post"]["responses"] if status < "3"]
            assert client.post(path, json=example).status_code in worked


def test_answers_keep_to_their_schemas(
    client: FlaskClient, spec: dict[str, Any], report: str
) -> None:
    answers = {
        "/v1/briefs": client.post("/v1/briefs", json={"text": report}),
        "/v1/summaries": client.post("/v1/summaries", json={"text": report}),
        "/v1/translations": client.post("/v1/translations", json={"text": ["a"]}),
    }
    for path, answer in answers.items():
        described = spec["paths"][path]["post"]["responses"]["200"]["content"]
        validator(spec, described["application/json"]["schema"]).validate(answer.json)
    problem = client.post("/v1/briefs", json={}).get_json(force=True)
    validator(spec, spec["components"]["schemas"]["Problem"]).validate(problem)


def test_the_brief_of_the_specification_is_the_dataclass(spec: dict[str, Any]) -> None:
    from dataclasses import fields

    from service.briefs.brief import Brief

    assert list(spec["components"]["schemas"]["Brief"]["properties"]) == [
        field.name for field in fields(Brief)
    ]


def test_the_reference_page_holds_every_anchor_it_links_to(client: FlaskClient) -> None:
    page = client.get("/docs").text
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links
    assert links <= set(re.findall(r'id="([^"]+)"', page))


@pytest.mark.parametrize("code", ["empty-text", "not-found", "too-large", "internal-error"])
def test_the_type_of_a_problem_is_explained(client: FlaskClient, code: str) -> None:
    assert f'id="problem-{code}"' in client.get("/docs").text
