"""`songngu keys` as an administrator uses it, and how `songngu serve` asks for keys."""

import json
import logging

import pytest
from click.testing import CliRunner

from service.archive.database import Database
from service.auth.keys import Keys
from service.auth.tokens import parse
from service.cli import main
from service.commands.serve import guarded, warn_without_keys
from service.commands.tools import Tools
from service.settings import BadSetting, load_settings


@pytest.fixture
def url(any_database):
    return any_database.url


def run(url, *arguments):
    tools = Tools(settings=lambda: load_settings({"SONGNGU_DATABASE_URL": url}))
    return CliRunner().invoke(main, ["keys", *arguments], obj=tools)


def test_a_key_from_its_making_to_its_end(url):
    options = ("--scope", "brief", "--rate", "60", "--quota", "1000000", "--days", "365")
    made = json.loads(run(url, "create", "Desk A", *options).output)
    assert (made["name"], made["scopes"]) == ("Desk A", ["brief"])
    assert parse(made["key"]).id == made["id"]
    listed = run(url, "list").output
    for told in (made["id"], "active", "Desk A", "60 requests a minute", "0 of 1,000,000"):
        assert told in listed
    assert made["key"][-64:] not in listed
    newer = json.loads(run(url, "rotate", made["id"], "--hours", "1").output)
    assert newer["id"] == made["id"]
    assert newer["key"] != made["key"]
    for one in (made, newer):
        assert Keys(Database(url)).authenticate(parse(one["key"])).name == "Desk A"
    assert "revoked" in run(url, "revoke", made["id"]).output
    assert "revoked" in run(url, "list").output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("create", "x", "--scope", "everything"), "There is no scope everything"),
        (("create", " "), "needs a name"),
        (("rotate", "none"), "no key with this id"),
        (("revoke", "none"), "no key with this id"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(tmp_path, arguments, told):
    result = run(f"sqlite:///{tmp_path}/s.db", *arguments)
    assert result.exit_code == 2
    assert told in result.output


@pytest.mark.parametrize(
    ("host", "mode", "asked"),
    [
        ("127.0.0.1", "auto", False),
        ("::1", "auto", False),
        ("localhost", "auto", False),
        ("0.0.0.0", "auto", True),
        ("::", "auto", True),
        ("192.168.1.5", "auto", True),
        ("songngu.example", "auto", True),
        ("0.0.0.0", "no", False),
    ],
)
def test_an_address_that_others_reach_asks_for_keys(host, mode, asked):
    found = guarded(load_settings({"SONGNGU_REQUIRE_KEYS": mode}), host)
    assert found.str("require_keys") == ("yes" if asked else mode)


def test_a_wrong_mode_is_told_before_the_server_starts():
    with pytest.raises(BadSetting, match="auto, yes, no"):
        guarded(load_settings({"SONGNGU_REQUIRE_KEYS": "maybe"}), "0.0.0.0")


def test_a_server_that_nobody_can_use_says_so(tmp_path, caplog):
    caplog.set_level(logging.WARNING)
    url = f"sqlite:///{tmp_path}/s.db"
    warn_without_keys(load_settings({"SONGNGU_DATABASE_URL": url, "SONGNGU_API_KEY": "geheim"}))
    assert caplog.text == ""
    warn_without_keys(load_settings({"SONGNGU_DATABASE_URL": url}))
    assert "songngu keys create" in caplog.text
    caplog.clear()
    run(url, "create", "Desk")
    warn_without_keys(load_settings({"SONGNGU_DATABASE_URL": url}))
    assert caplog.text == ""
