import json
import lzma
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue import CATALOGUE
from models.errors import EngineFailed, ModelNotInstalled, UnknownModel
from service.briefs.brief import Bilingual, Brief, Facts, Point, Provenance, Source
from service.cli import main
from service.commands.lines import batches
from service.commands.models import size
from service.commands.serve import options as serve_options
from service.commands.serve import server
from service.commands.tools import Tools
from service.commands.translate import BATCH, UNTRANSLATED, translated
from service.serving.worker import Worker
from service.settings import SETTINGS, load_settings, variable

REPORT = Path(__file__).parent.parent / "data" / "quan-khu-1-2025-01-08.txt"
HEAVY = ("torch", "transformers", "ctranslate2", "numpy", "flask", "trafilatura", "pydantic")


@dataclass
class Translation:
    text: str
    checks: tuple = ()
    status: str = "ok"
    tokens: int = 3


@dataclass
class Summary:
    text: str


@dataclass
class FakeStudio:
    """Answers with what it was asked; refuses a text with "hỏng" in it."""

    asked: list = field(default_factory=list)
    error: Exception | None = None

    def brief(self, document, options, progress=None):
        self.asked.append((document, options))
        if self.error:
            raise self.error
        progress("translate", 0.5)
        return Brief(
            id="1",
            source=Source(document.title, document.url, "", "", "", document.sha256, "vi"),
            headline=Bilingual("Tiêu đề", "A headline"),
            points=(Point("Một điểm.", "A point.", (0,)),),
            facts=Facts(),
            provenance=Provenance("s", "t"),
        )

    def translate(self, texts, translator=None, resources=None):
        self.asked.append(list(texts))
        if self.error:
            raise self.error
        if any("hỏng" in text for text in texts):
            raise EngineFailed("The model answered nonsense.")
        return [
            Translation(f"<{text}>\nmore", status="review" if "nghi" in text else "ok")
            for text in texts
        ]

    def summarise(self, document, **options):
        self.asked.append((document, options))
        if self.error:
            raise self.error
        return Summary(f"{len(document.text)} {options}")

    def label(self, task, id):
        return f"{id}@1"


def run(*arguments, input=None, studio=None, environ=None):
    tools = Tools(
        settings=lambda: load_settings(environ or {}),
        make_studio=lambda settings: studio or FakeStudio(),
    )
    return CliRunner().invoke(main, arguments, input=input, obj=tools)


# brief


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        ([], "# Tiêu đề"),  # CliRunner's stdout is no terminal
        (["--format", "json"], '{\n  "id": "1"'),
        (["--format", "html"], "<!DOCTYPE html>"),
        (["--format", "text"], "Tiêu đề\nA headline"),
        (["--format", "markdown", "--language", "en"], "# A headline"),
    ],
)
def test_brief_writes_each_format(arguments, start):
    result = run("brief", str(REPORT), *arguments)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(start)
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.json", b"{"),
        ("a.docx", b"PK"),
        ("a.tmx", b'<?xml version="1.0" encoding="UTF-8"?>\n<tmx'),
        ("a.xlf", b'<?xml version="1.0" encoding="UTF-8"?>\n<xliff'),
        ("a.newsml.xml", b'<?xml version="1.0" encoding="UTF-8"?>\n<newsItem'),
        ("a.atom", b'<?xml version="1.0" encoding="UTF-8"?>\n<feed'),
        ("A.NINJS.JSON", b'{\n  "uri": "urn:songngu:brief:1:en"'),
        ("a.ninjs1.json", b'{\n  "guid": "urn:songngu:brief:1:en"'),
        ("a.feed.json", b'{\n  "version": "https://jsonfeed.org/version/1.1"'),
        ("a", "# Tiêu đề".encode()),
    ],
)
def test_brief_writes_the_format_that_the_file_is_named_for(tmp_path, name, start):
    result = run("brief", str(REPORT), "--output", str(tmp_path / name))
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / name).read_bytes().startswith(start)


def test_every_format_can_be_asked_for():
    from service.commands.brief import FORMAT_NAMES
    from service.formats import FORMATS

    assert set(FORMAT_NAMES) == set(FORMATS)


def test_brief_hands_the_options_on():
    studio = FakeStudio()
    run(
        *("brief", str(REPORT), "--points", "3", "--words", "90", "--summariser", "a"),
        *("--translator", "b", "--diacritics"),
        studio=studio,
    )
    ((document, options),) = studio.asked
    assert "Nguyễn Hồng Thái" in document.text
    assert (options.points, options.words) == (3, 90)
    assert (options.summariser, options.translator, options.diacritics) == ("a", "b", True)


def test_brief_hands_on_what_is_known_of_the_report():
    studio = FakeStudio()
    text = "Sáng 30/12, tỉnh Bắc Kạn tổ chức hội nghị tổng kết năm. Các đại biểu đã dự hội nghị."
    known = ("--title", "Tổng kết", "--published", "2025-01-02")
    run("brief", "-", *known, input=text.encode(), studio=studio)
    ((document, _),) = studio.asked
    assert (document.title, str(document.published)) == ("Tổng kết", "2025-01-02")
    assert run("brief", "-", "--published", "2/1/2025", input=text.encode()).exit_code == 2


def test_brief_reads_stdin_and_writes_a_file_by_its_suffix(tmp_path):
    target = tmp_path / "brief.json"
    result = run("brief", "-", "--output", str(target), input=REPORT.read_bytes())
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert json.loads(target.read_text("utf-8"))["headline"]["en"] == "A headline"


@pytest.mark.parametrize(
    ("arguments", "environ", "told"),
    [
        (["brief", "nowhere.txt"], {}, "nowhere.txt: No such file"),
        (["brief", "/"], {}, "/: Is a directory"),
        (["brief", "-"], {}, ""),
        (["brief", str(REPORT), "--points", "0"], {}, "--points"),
        (["brief", str(REPORT), "--format", "odt"], {}, "odt"),
        (["brief", str(REPORT)], {"SONGNGU_MAX_CHARS": "100"}, "100"),
        (["brief", str(REPORT)], {"SONGNGU_POINTS": "five"}, "SONGNGU_POINTS"),
        (["brief", "http://127.0.0.1/"], {}, "127.0.0.1"),
        (["nothing"], {}, "nothing"),
    ],
)
def test_bad_input_is_told_in_a_sentence_with_code_2(arguments, environ, told):
    result = run(*arguments, input=b"", environ=environ)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (UnknownModel("No model 'x' is known.", known=[]), 2, "Error: No model 'x' is known."),
        (ModelNotInstalled("Install it."), 1, "Error: Install it."),
        (EngineFailed("The server is away."), 1, "Error: The server is away."),
        (RuntimeError("oops"), 1, "Error: An unexpected RuntimeError (oops)."),
        (PermissionError(13, "Permission denied", "/x"), 1, "Error: /x: Permission denied."),
    ],
)
def test_errors_are_sentences(error, code, told):
    result = run("brief", str(REPORT), studio=FakeStudio(error=error))
    assert result.exit_code == code
    assert result.stderr.startswith(told)
    assert "Traceback" not in result.stderr


def test_debug_lets_the_error_through():
    result = run("--debug", "brief", str(REPORT), studio=FakeStudio(error=RuntimeError("oops")))
    assert isinstance(result.exception, RuntimeError)


# translate


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", ""),
        ("một\nhai\n", "<một> more\n<hai> more\n"),
        ("một\nhai", "<một> more\n<hai> more\n"),
        ("một\n\n  \nhai\n", "<một> more\n\n\n<hai> more\n"),
        ("\n", "\n"),
        ("một\r\nhai\r\n", "<một> more\n<hai> more\n"),
        ("\ufeffmột\n", "<một> more\n"),
        ("a\u2028b\x0bc\x85d\re\n", "<a b c d e> more\n"),
    ],
)
def test_translate_writes_one_line_for_each(given, expected):
    result = run("translate", input=given.encode())
    assert (result.exit_code, result.stdout_bytes.decode()) == (0, expected)


def test_a_line_that_fails_is_marked_and_spoils_no_other():
    result = run("translate", input="một\nhỏng\u2028rồi\nhai\n".encode())
    assert result.exit_code == 1
    assert result.stdout_bytes.decode() == f"<một> more\n{UNTRANSLATED}hỏng rồi\n<hai> more\n"
    assert "1 of 3 lines failed: line 2: The model answered nonsense." in result.stderr


def test_bytes_that_are_no_text_fail_alone():
    result = run("translate", input=b"m\xc3\xb4t\nh\xff\nhai\n")
    assert result.exit_code == 1
    assert result.stdout_bytes.decode() == "<môt> more\n[untranslated] h\ufffd\n<hai> more\n"
    assert "line 2: byte 2 is not UTF-8" in result.stderr


def test_many_failures_are_counted():
    result = run("translate", input="hỏng\n".encode() * 9)
    assert "9 of 9 lines failed" in result.stderr
    assert "and 4 more" in result.stderr
    assert len(result.stdout.splitlines()) == 9


def test_doubtful_lines_are_named():
    result = run("translate", input="một\nnghi\n".encode())
    assert result.exit_code == 0
    assert "To review: line 2." in result.stderr


def test_translate_without_its_model_says_so():
    studio = FakeStudio(error=ModelNotInstalled("Install it."))
    result = run("translate", input=b"a\n", studio=studio)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: Install it.\n"


def test_translate_streams_in_batches():
    studio = FakeStudio()
    read = []

    def lines():
        for number in range(3 * BATCH):
            read.append(number)
            yield b"x\n"

    results = translated(studio, lines(), BATCH)
    next(results)
    assert len(read) == BATCH
    assert len(list(results)) == 3 * BATCH - 1
    assert [len(batch) for batch in studio.asked] == [BATCH] * 3


@given(st.text())
def test_any_text_keeps_its_number_of_lines(text):
    data = text.encode("utf-8", "replace")
    result = run("translate", input=data)
    lines = data.removesuffix(b"\n").split(b"\n") if data else []
    assert result.stdout_bytes.count(b"\n") == len(lines)
    assert len(result.stdout_bytes.decode().splitlines()) == len(lines)


def test_batches():
    assert list(batches(range(5), 2)) == [[0, 1], [2, 3], [4]]


# summarise


def test_summarise_writes_one_object_for_each_line():
    text = REPORT.read_text("utf-8")
    good = json.dumps({"id": 7, "text": text, "title": "Một"})
    bad = ["{", "[1]", '{"id": "a"}', '{"text": "b"}', '{"id": "c", "text": ""}', "\x00"]
    result = run("summarise", "--words", "40", input="\n".join([good, "", *bad]).encode())
    rows = result.stdout.split("\n")
    assert rows.pop() == ""
    assert rows[1] == ""
    first, *others = [json.loads(row) for row in rows if row]
    assert first == {"id": 7, "summary": f"{len(text)} {{'words': 40}}"}
    assert [row["id"] for row in others] == [None, None, None, None, "c", None]
    assert all(row["error"] for row in others)
    assert result.exit_code == 1
    assert "6 of 8 lines failed: line 3: The line is not JSON" in result.stderr


def test_summarise_ends_when_its_model_is_missing():
    line = json.dumps({"id": "a", "text": REPORT.read_text("utf-8")}).encode()
    result = run("summarise", input=line, studio=FakeStudio(error=ModelNotInstalled("Install it.")))
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "Error: Install it.\n")


# evaluate


@pytest.fixture
def pairs(tmp_path):
    path = tmp_path / "pairs.tsv.xz"
    rows = [
        "Năm 2024 có 5 hội nghị.\tThere were 5 conferences in 2024.",
        "Một.\tOne.",
        "Hai.\tTwo.",
    ]
    path.write_bytes(lzma.compress("\n".join(rows).encode()))
    return str(path)


@pytest.fixture
def reports(tmp_path):
    path = tmp_path / "reports.jsonl"
    text = REPORT.read_text("utf-8")
    row = {"id": "a", "text": text, "summary": "Quân khu 1 tổ chức hội nghị."}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    return str(path)


def test_evaluate_translation_prints_scores_with_their_signature(pairs):
    result = run("evaluate", "translation", pairs, "--limit", "2", "--translator", "openai")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert {"bleu", "chrf", "fidelity", "seconds", "tokens_per_second"} <= set(found)
    assert (found["tokens"], found["signature"]["rows"]) == (6, 2)
    assert found["signature"]["model"] == "openai@1"
    assert "licence is that of the model it serves" in result.stderr


def test_evaluate_summaries_takes_models_and_baselines(reports):
    made = json.loads(run("evaluate", "summaries", reports, "--words", "40").stdout)
    assert made["signature"]["model"] == "songngu-extractive@1"
    lead = json.loads(run("evaluate", "summaries", reports, "--summariser", "lead-1").stdout)
    assert lead["signature"]["model"] == "lead-1"
    assert lead["rouge"]["syllable"] != made["rouge"]["syllable"]


@pytest.mark.parametrize(
    ("kind", "content", "told"),
    [
        ("translation", "một\tone\nhai", "Line 2"),
        ("translation", "", "no rows"),
        ("summaries", '{"text": "a"}', "Line 1"),
        ("summaries", "{", "Line 1"),
    ],
)
def test_evaluate_names_the_bad_line(tmp_path, kind, content, told):
    path = tmp_path / "rows.txt"
    path.write_text(content, "utf-8")
    result = run("evaluate", kind, str(path))
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


# models


def test_models_lists_the_catalogue(tmp_path):
    environ = {"SONGNGU_CACHE_DIR": str(tmp_path)}
    heads, *rows = run("models", environ=environ).stdout.splitlines()
    assert heads.split("\t")[:5] == ["id", "task", "family", "licence", "installed"]
    assert [row.split("\t")[0] for row in rows] == list(CATALOGUE)
    nllb = next(row for row in rows if "nllb" in row).split("\t")
    assert nllb[3:5] == ["CC-BY-NC-4.0", "no"]
    assert "forbids commercial use" in nllb[6]


def test_models_as_json(tmp_path):
    shown = json.loads(run("models", "--json", environ={"SONGNGU_CACHE_DIR": str(tmp_path)}).stdout)
    assert [row["id"] for row in shown] == list(CATALOGUE)
    assert {row["installed"] for row in shown if row["source"] == "hub"} == {False}


def test_models_fetch_says_the_licence_and_where_the_files_are(monkeypatch, tmp_path):
    seen = []

    def fetch(spec, cache_dir, progress):
        progress("Fetching", 0.5)
        seen.append((spec.id, cache_dir))
        return cache_dir / "model"

    monkeypatch.setattr("models.store.fetch", fetch)
    result = run(
        "models",
        "fetch",
        "vinai/vinai-translate-vi2en-v2",
        environ={"SONGNGU_CACHE_DIR": str(tmp_path)},
    )
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{tmp_path / 'model'}\n"
    assert "AGPL-3.0" in result.stderr
    assert seen == [("vinai/vinai-translate-vi2en-v2", tmp_path)]


@pytest.mark.parametrize(
    ("id", "told"), [("nothing/such", "Known: songngu-extractive"), ("openai", "nothing to fetch")]
)
def test_models_fetch_refuses_what_cannot_be_fetched(id, told):
    result = run("models", "fetch", id)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize(
    ("bytes", "expected"),
    [(0, ""), (999, "999 B"), (253_000_000, "253 MB"), (3_170_000_000, "3.17 GB")],
)
def test_sizes_are_for_people(bytes, expected):
    assert size(bytes) == expected


def test_a_limiting_licence_is_told_when_the_model_is_chosen():
    result = run("brief", str(REPORT), "--translator", "facebook/nllb-200-distilled-600M")
    assert "forbids commercial use" in result.stderr
    assert run("brief", str(REPORT)).stderr == ""


# settings


def test_settings_lists_every_row_and_hides_the_key():
    result = run("settings", environ={"SONGNGU_POINTS": "7", "SONGNGU_OPENAI_KEY": "secret"})
    assert result.exit_code == 0
    assert all(
        variable(row) in result.stdout and row.help in result.stdout for row in SETTINGS.values()
    )
    assert "SONGNGU_POINTS = 7" in result.stdout
    assert "secret" not in result.stdout
    shown = json.loads(run("settings", "--json").stdout)
    assert [row["name"] for row in shown] == list(SETTINGS)


# serve


def test_serve_starts_gunicorn_with_threads(monkeypatch):
    seen = []
    monkeypatch.setattr("service.commands.serve.run", lambda options, _: seen.append(options))
    arguments = ("--host", "::1", "--port", "0", "--workers", "2", "--threads", "3")
    result = run("serve", *arguments)
    assert result.exit_code == 0
    (options,) = seen
    assert options["bind"] == "[::1]:0"
    assert (options["workers"], options["threads"]) == (2, 3)


def test_gunicorn_takes_the_options():
    config = server(serve_options("127.0.0.1", 8000, 1, 4), Tools()).cfg
    assert (config.bind, config.threads) == (["127.0.0.1:8000"], 4)
    assert config.worker_class is Worker
    assert config.graceful_timeout == 30
    assert config.control_socket_disable


def test_serve_refuses_an_unknown_log_level(monkeypatch):
    monkeypatch.setattr("service.commands.serve.run", lambda *_: pytest.fail("started"))
    result = run("serve", environ={"SONGNGU_LOG_LEVEL": "loud"})
    assert result.exit_code == 2
    assert "SONGNGU_LOG_LEVEL is 'loud'" in result.stderr


def test_serve_tells_a_bad_setting_before_it_starts(monkeypatch):
    monkeypatch.setattr("service.commands.serve.run", lambda *_: pytest.fail("started"))
    assert run("serve", environ={"SONGNGU_POINTS": "x"}).exit_code == 2


# start


def python(*arguments):
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    root = Path(__file__).parent.parent.parent
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, cwd=root, env=environ
    )


def test_help_imports_nothing_heavy():
    code = (
        "import sys\nfrom service.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    result = python("-c", code)
    assert result.returncode == 0, result.stderr
    assert "Commands:" in result.stdout
    assert result.stdout.endswith("[]\n")


def seconds(*arguments, times):
    def once():
        start = time.perf_counter()
        python(*arguments)
        return time.perf_counter() - start

    return min(once() for _ in range(times))


def test_help_takes_under_half_the_time_of_importing_torch():
    pytest.importorskip("torch")
    assert seconds("-m", "service.cli", "--help", times=5) < 0.5 * seconds(
        "-c", "import torch", times=2
    )
