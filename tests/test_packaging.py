"""What is shipped: the package, the image, the commands of the Makefile."""

import re
import shlex
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def tracked(*folders):
    """Files of the packages that are not code."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                yield path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names in a wheel built from a copy of the tree."""
    pytest.importorskip("setuptools")
    source = tmp_path_factory.mktemp("source")
    names = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "models", "prompts", "service")
    subprocess.run(["cp", "-r", *(ROOT / name for name in names), source], check=True)
    code = "from setuptools import build_meta; print(build_meta.build_wheel('.'))"
    built = subprocess.run(
        [sys.executable, "-c", code], cwd=source, capture_output=True, text=True, check=True
    )
    with zipfile.ZipFile(source / built.stdout.split()[-1]) as archive:
        return archive.namelist()


def test_the_wheel_holds_every_data_file(wheel):
    wanted = set(tracked("service", "prompts", "models/weights"))
    assert wanted
    assert wanted <= set(wheel)


def test_the_wheel_holds_code_and_licences_and_no_tests(wheel):
    assert {"service/cli.py", "models/catalogue.py", "prompts/__init__.py"} <= set(wheel)
    assert {name.split("/")[-1] for name in wheel if "/licenses/" in name} == {"LICENSE", "NOTICE"}
    assert not [name for name in wheel if name.startswith(("tests", "docs"))]


def test_every_package_has_its_init():
    """A folder of modules without one is left out of the wheel."""
    folders = {
        path.parent
        for top in ("models", "prompts", "service")
        for path in (ROOT / top).rglob("*.py")
    }
    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]


def test_the_base_install_has_neither_torch_nor_transformers():
    base = " ".join(PROJECT["project"]["dependencies"])
    assert not re.search(r"torch|transformers|huggingface", base)
    hub = " ".join(PROJECT["project"]["optional-dependencies"]["hub"])
    assert "torch" in hub
    assert "transformers" in hub


def test_the_licence_is_the_whole_of_apache_2():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_notice_names_the_terms_of_the_embedded_model():
    notice = " ".join((ROOT / "NOTICE").read_text("utf-8").split())
    terms = (
        "Gemma is provided under and subject to the Gemma Terms of Use found at "
        "ai.google.dev/gemma/terms"
    )
    assert terms in notice


def test_the_changelog_knows_this_version():
    assert f"## [{PROJECT['project']['version']}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


# image


def instructions():
    """(instruction, argument) of each line of the Dockerfile, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.split(None, 1) for line in text.splitlines() if line and line[0] != "#"]
    return [(name, " ".join(argument.split())) for name, argument in lines]


def test_the_image_is_slim_and_made_in_two_stages():
    bases = [argument for name, argument in instructions() if name == "FROM"]
    assert len(bases) == 2
    assert all(re.match(r"python:3\.\d+-slim\b", base) for base in bases)


def test_the_image_does_not_run_as_root():
    steps = instructions()
    last = max(place for place, (name, _) in enumerate(steps) if name == "FROM")
    (user,) = [argument for name, argument in steps[last:] if name == "USER"]
    assert user not in ("root", "0")
    assert steps.index(("USER", user)) < [name for name, _ in steps].index("ENTRYPOINT")


def test_the_image_is_asked_for_its_health_by_python():
    (check,) = [argument for name, argument in instructions() if name == "HEALTHCHECK"]
    assert '"python"' in check
    assert "/healthz" in check


def test_the_image_serves_with_embedded_models_and_without_torch():
    text = "\n".join(" ".join(step) for step in instructions())
    assert "songngu models fetch songngu-gemma-vi-en" in text
    assert not re.search(r"torch|\bhub\b|\btest\b", text)
    assert 'ENTRYPOINT ["songngu"]' in text
    assert "--require-hashes --requirement requirements.lock" in text


def test_what_the_image_copies_exists_and_is_not_ignored():
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line[0] == "!"}
    copied = {
        name
        for step, argument in instructions()
        if step == "COPY" and not argument.startswith("--from")
        for name in argument.split()[:-1]
    }
    assert copied == kept
    assert all((ROOT / name).exists() for name in copied)


def test_settings_of_the_image_exist():
    from service.settings import SETTINGS, variable

    named = set(re.findall(r"SONGNGU_\w+", (ROOT / "Dockerfile").read_text()))
    assert named <= {variable(row) for row in SETTINGS.values()}


# commands


def recipe(target):
    ran = subprocess.run(
        ["make", "--no-print-directory", "--dry-run", "--always-make", target],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("brief", ["[gemma]", "songngu brief", "tests/data/quan-khu-1-2025-01-08.txt"]),
        ("test", ["torch", "[test]", "ruff format --check", "ruff check", "mypy", "pytest"]),
        ("serve", ["[gemma]", "songngu serve"]),
        ("bench", ["[test]", "service.bench"]),
        ("fuzz", ["[test]", "[fuzz]", "python -m fuzzing"]),
        ("audit", ["[test]", "python -m audit"]),
    ],
)
def test_make(target, expected):
    done = recipe(target)
    places = [done.find(part) for part in expected]
    assert -1 not in places
    assert places == sorted(places)
    assert all("constraints.txt" in line for line in done.splitlines() if "pip install" in line)


def test_pytest_prints_last():
    assert "pytest" in recipe("test").strip().splitlines()[-1]


def test_torch_is_pinned():
    assert re.search(r"^torch==", (ROOT / "constraints.txt").read_text(), re.MULTILINE)


def test_ci_runs_make_test_and_nothing_else():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    lines = [shlex.split(line, comments=True) for line in script.read_text().splitlines()]
    assert [line for line in lines if "make" in line] == [["exec", "make", "test"]]
