import json
import lzma

import pytest
from click.testing import CliRunner

from service.bench.archive import main, sample, slope


def test_the_sample_is_seeded_and_of_its_size(tmp_path):
    data = tmp_path / "data.jsonl.xz"
    with lzma.open(data, "wt") as file:
        file.writelines(json.dumps({"id": n}) + "\n" for n in range(200))
    assert sample(data, 20, tmp_path / "one") == sample(data, 20, tmp_path / "two") == 20
    lines = (tmp_path / "one").read_text().splitlines()
    assert lines == (tmp_path / "two").read_text().splitlines()
    assert len(set(lines)) == 20
    assert sample(data, 999, tmp_path / "all") == 200


@pytest.mark.parametrize(
    ("memory", "steep"),
    [
        ([(n, 100.0) for n in range(0, 1000, 50)], 0.0),
        ([(n, 100.0 + n / 100) for n in range(0, 1000, 50)], 1.0),
        ([(n, min(n, 500.0)) for n in range(0, 1001, 50)], 0.0),
        ([(1, 100.0)], 0.0),
    ],
)
def test_the_slope_is_that_of_the_second_half(memory, steep):
    assert slope(memory) == pytest.approx(steep, abs=1e-6)


def test_data_that_is_not_there_is_told(tmp_path):
    done = CliRunner().invoke(main, ["--data", str(tmp_path / "none.jsonl.xz")])
    assert done.exit_code == 2
    assert "name a file of JSON lines" in done.output
