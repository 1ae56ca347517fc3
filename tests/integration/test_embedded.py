"""The main job with the models that ship: the example report, on the real translator."""

import subprocess
import sys
from pathlib import Path

import pytest

from service.briefs.brief import Brief
from service.briefs.pipeline import BriefOptions, Studio
from service.doctor import CHECKS, Installation
from service.reading import read
from service.settings import load_settings

REPORT = Path(__file__).parents[1] / "data" / "quan-khu-1-2025-01-08.txt"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def studio(cache: Path) -> Studio:
    return Studio(load_settings({"SONGNGU_CACHE_DIR": str(cache)}))


@pytest.fixture(scope="module")
def brief(studio: Studio) -> Brief:
    return studio.brief(read(REPORT.read_bytes()), BriefOptions())


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("when", ("January 8",)),
        ("who held it", ("Military Region 1",)),
        ("who chaired it", ("Lieutenant General Nguyen Hong Thai", "Commander")),
        ("the recruitment target", ("100%", "recruitment")),
        ("who reported", ("Hoang Thu Trang", "Bac Kan")),
    ],
)
def test_the_english_tells_an_editor(brief: Brief, what: str, words: tuple[str, ...]) -> None:
    text = "\n".join(point.en for point in brief.points)
    assert all(word in text for word in words), (what, text)


@pytest.mark.timeout(400)
def test_no_number_or_name_is_wrong_without_a_flag(brief: Brief) -> None:
    flagged = {flag.where for flag in brief.flags}
    for number, point in enumerate(brief.points):
        wrong = [check for check in point.checks if not check.passed]
        assert bool(wrong) == (f"points/{number}" in flagged)
    assert not any(flag.code in ("numbers", "dates", "repetition") for flag in brief.flags)


@pytest.mark.timeout(400)
def test_the_same_sentence_gives_the_same_english(studio: Studio) -> None:
    texts = ["Quân khu 2 tổ chức hội nghị.", "Tỉnh hoàn thành 100% chỉ tiêu tuyển quân."]
    assert [one.text for one in studio.translate(texts)] == [
        one.text for one in studio.translate(texts)
    ]


@pytest.mark.timeout(400)
def test_the_embedded_path_imports_neither_torch_nor_transformers(
    brief: Brief, cache: Path
) -> None:
    code = (
        "import sys\n"
        "from service.briefs.pipeline import BriefOptions, Studio\n"
        "from service.reading import read\n"
        "from service.settings import load_settings\n"
        "document = read('Quân khu 1 họp tổng kết năm 2024.')\n"
        "brief = Studio(load_settings()).brief(document, BriefOptions())\n"
        "assert brief.points[0].en\n"
        "print([name for name in ('torch', 'transformers') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={"SONGNGU_CACHE_DIR": str(cache), "PATH": "/usr/bin:/bin", "HOME": str(cache)},
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.timeout(400)
def test_the_doctor_finds_the_translator_whole_and_has_it_translate(
    brief: Brief, cache: Path
) -> None:
    place = Installation({"SONGNGU_CACHE_DIR": str(cache)})
    found = [one for name in ("translator", "sentence") for one in CHECKS[name](place)]
    assert [one.level for one in found] == ["ok", "ok"]
    assert "the digests of its files are right" in found[0].message
    assert "January 8" in found[1].message or "8 January" in found[1].message
