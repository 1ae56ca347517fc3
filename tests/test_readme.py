"""What the README promises exists."""

import re
from pathlib import Path

import pytest

from models.catalogue import CATALOGUE
from service.cli import main
from service.settings import SETTINGS, variable

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", list(main.commands))
def test_every_command_is_named(name):
    assert f"songngu {name}" in README


def test_every_command_and_option_named_exists():
    for line in re.findall(r"^songngu (.+)$|`songngu ([^`]+)`", README, re.MULTILINE):
        name, *words = "".join(line).replace("\\|", " ").split()
        command = main.commands[name]
        if words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words[0]]
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options


def test_links_lead_somewhere():
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert targets
    assert all((ROOT / target).exists() for target in targets)


def test_models_and_settings_named_exist():
    assert set(re.findall(r"SONGNGU_\w+", README)) <= {variable(row) for row in SETTINGS.values()}
    named = set(re.findall(r"`(?:songngu models fetch )?([\w.-]+/[\w.-]+)(?: --convert)?`", README))
    assert named - {"docs/SETTINGS.md"} <= set(CATALOGUE)
    assert {"songngu-extractive", "songngu-gemma-vi-en", "openai"} <= set(CATALOGUE)


def test_make_targets_named_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"make (brief|test|serve|bench|format|clean)\b", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
