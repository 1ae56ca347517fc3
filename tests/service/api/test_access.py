import re

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/healthz", "/nope", "/openapi.json", "/static/page.css"]
)
def test_headers_are_safe_everywhere(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("abc-123_x.y", True),
        ("", False),
        ("a" * 65, False),
        ("a b", False),
        ("ữ", False),
        ('"><script>', False),
    ],
)
def test_a_request_id_is_kept_where_it_is_one(client: FlaskClient, given: str, kept: bool) -> None:
    found = client.get("/healthz", headers={"X-Request-Id": given}).headers["X-Request-Id"]
    assert (found == given) is kept
    assert kept or re.fullmatch("[0-9a-f]{32}", found)


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("/healthz", "no-store"),
        ("/v1/models", "no-store"),
        ("/", "no-cache"),
        ("/docs", "no-cache"),
    ],
)
def test_what_may_be_kept(client: FlaskClient, path: str, cache: str) -> None:
    assert client.get(path).headers["Cache-Control"] == cache
