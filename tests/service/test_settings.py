from pathlib import Path

import pytest

from service.commands.settings import documentation
from service.settings import SETTINGS, BadSetting, load_settings, variable

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "SETTINGS.md"


def test_every_setting_is_documented():
    written = DOCUMENT.read_text("utf-8")
    missing = [row.name for row in SETTINGS.values() if f"`{variable(row)}`" not in written]
    assert not missing
    assert written == documentation(), "run `songngu settings --markdown > docs/SETTINGS.md`"


def test_defaults_hold_in_an_empty_environment():
    settings = load_settings({})
    assert settings.values == {row.name: row.default for row in SETTINGS.values()}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("points", "3", 3),
        ("fetch_timeout", "2.5", 2.5),
        ("translator", "openai", "openai"),
        ("diacritics", "yes", True),
        ("diacritics", "TRUE", True),
        ("diacritics", "0", False),
        ("diacritics", "", False),
    ],
)
def test_values_take_the_type_of_the_default(name, text, expected):
    settings = load_settings({f"SONGNGU_{name.upper()}": text})
    value = getattr(settings, type(expected).__name__)(name)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("name", "text"), [("POINTS", "five"), ("FETCH_TIMEOUT", ""), ("DIACRITICS", "perhaps")]
)
def test_a_bad_value_names_its_variable(name, text):
    with pytest.raises(BadSetting, match=f"SONGNGU_{name}"):
        load_settings({f"SONGNGU_{name}": text})


def test_every_row_says_what_it_does():
    assert all(row.help.endswith((".", "…")) and row.name == name for name, row in SETTINGS.items())
