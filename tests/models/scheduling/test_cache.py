"""What is remembered of a model: for whom, how long, and whatever becomes of the file."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from scripted_engine import Scripted

from models.engines.base import Decoding, Hypothesis
from models.scheduling import SharedEngine
from models.scheduling.cache import SentenceCache

GREEDY, BEAM = Decoding(beam=1), Decoding(beam=4)


@pytest.fixture
def engine():
    return Scripted()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache" / "sentences.db"


def test_a_process_reads_what_another_wrote(engine, path):
    SharedEngine(engine, cache=SentenceCache("m@1", path, 100)).generate(["once"], BEAM)
    again = SharedEngine(engine, cache=SentenceCache("m@1", path, 100))
    assert again.generate(["once"], BEAM) == [[Hypothesis("ONCE", 4, -0.5)]]
    assert engine.batches == [["once"]]
    assert (again.cache.hits, again.cache.misses) == (1, 0)


@pytest.mark.parametrize(
    ("model", "decoding", "text"),
    [("m@2", BEAM, "text"), ("m@1", GREEDY, "text"), ("m@1", BEAM, "Terms: x = y\ntext")],
)
def test_another_model_search_or_glossary_is_another_key(path, model, decoding, text):
    SentenceCache("m@1", path, 9).put({"text": [Hypothesis("old", 1, None)]}, BEAM)
    assert SentenceCache(model, path, 9).get(text, decoding) is None
    assert SentenceCache("m@1", path, 9).get("text", BEAM) == [Hypothesis("old", 1, None)]


def test_the_file_stays_within_its_bound(path):
    cache = SentenceCache("m", path, 20)
    for number in range(60):
        cache.put({f"text {number}": [Hypothesis("x", 1, 0.0)]}, BEAM)
    fresh = SentenceCache("m", path, 20)
    kept = [n for n in range(60) if fresh.get(f"text {n}", BEAM)]
    assert kept == list(range(60 - len(kept), 60))
    assert 20 <= len(kept) <= 22


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_damaged_file_is_left_alone(engine, path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    shared = SharedEngine(engine, cache=SentenceCache("m", path, 10))
    assert shared.generate(["a"], GREEDY)[0][0].text == "A"
    assert shared.generate(["a"], GREEDY)[0][0].text == "A"
    assert engine.batches == [["a"]]


def test_threads_write_one_file_together(path):
    caches = [SentenceCache("m", path, 1000) for _ in range(4)]

    def fill(cache, base):
        for number in range(25):
            cache.put({f"{base}-{number}": [Hypothesis("x", 1, 0.0)]}, BEAM)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fill, caches, range(4)))
    fresh = SentenceCache("m", path, 1000)
    assert all(fresh.get(f"{b}-{n}", BEAM) for b in range(4) for n in range(25))


def test_a_process_that_is_killed_while_it_writes_leaves_a_whole_file(path):
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from models.engines.base import Decoding, Hypothesis\n"
        "from models.scheduling.cache import SentenceCache\n"
        "cache, number = SentenceCache('m@1', Path(sys.argv[1]), 1000), 0\n"
        "while number := number + 1:\n"
        "    cache.put({str(number): [Hypothesis('a' * 500, 1, None)]}, Decoding(beam=4))\n"
        "    print(number, flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True
    )
    for _ in range(50):
        last = process.stdout.readline().strip()
    process.kill()
    process.communicate()
    cache = SentenceCache("m@1", path, 1000)
    assert cache.get(last, BEAM) == [Hypothesis("a" * 500, 1, None)]
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
