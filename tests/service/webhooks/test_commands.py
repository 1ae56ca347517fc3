"""`songngu webhooks`, and that `songngu worker` starts with what the settings say."""

import json

import pytest
from click.testing import CliRunner
from fake_studio import FakeStudio

from service.archive.database import database_url, open_database
from service.archive.tables.webhooks import DeliveryRow
from service.cli import main
from service.commands.tools import Tools
from service.settings import load_settings

URL = "https://cms.example.org/hook"


@pytest.fixture
def settings(tmp_path):
    return load_settings({"SONGNGU_DATA_DIR": str(tmp_path)})


@pytest.fixture
def run(settings):
    tools = Tools(lambda: settings, lambda _: FakeStudio())
    return lambda *words: CliRunner().invoke(main, words, obj=tools)


def added(run, *words) -> dict:
    return json.loads(run("webhooks", "add", URL, *words).stdout)


def test_webhooks_are_added_listed_rotated_and_removed(run):
    hook = added(run, "--event", "batch.finished")
    listed = run("webhooks", "list").stdout
    assert f"{hook['id']}  standard  {URL}\n    batch.finished\n" == listed
    rotated = json.loads(run("webhooks", "rotate", hook["id"], "--hours", "1").stdout)
    assert rotated["secret"] != hook["secret"]
    assert run("webhooks", "remove", hook["id"]).exit_code == 0
    assert run("webhooks", "list").stdout == ""


def test_what_was_given_up_is_listed_and_sent_again(run, settings):
    hook = added(run, "--kind", "superdesk", "--secret", "key")
    assert run("webhooks", "test", hook["id"]).exit_code == 0
    with open_database(database_url(settings)).session() as session:
        row = session.query(DeliveryRow).one()
        row.state, row.problem, id = "dead", "It is away.", row.id
    assert (
        f"{id}  webhook.test  {URL}\n    It is away.\n" == run("webhooks", "list", "--dead").stdout
    )
    assert run("webhooks", "replay", "--dead").stdout == "1 deliveries are sent again.\n"
    assert run("webhooks", "list", "--dead").stdout == ""
    assert id in run("webhooks", "replay", id).stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "ftp://x"), "not an http"),
        (("add", "http://10.0.0.1/"), "SONGNGU_WEBHOOK_PRIVATE"),
        (("add", URL, "--event", "x"), "There is no event x"),
        (("add", URL, "--kind", "superdesk"), "PUSH_KEY"),
        (("remove", "none"), "no webhook with this id"),
        (("replay",), "--dead"),
        (("replay", "none"), "no delivery with this id"),
    ],
)
def test_what_is_wrong_is_told(run, words, told):
    result = run("webhooks", *words)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_worker_starts_with_its_threads(run, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "service.jobs.consumer.Crew.run", lambda crew: seen.append(crew._consumer.workers)
    )
    result = run("worker", "--threads", "3")
    assert (result.exit_code, seen) == (0, [3])
    assert "Working with 3 threads" in result.stderr
