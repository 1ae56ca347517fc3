"""What is installed by default: locked with digests, and free to be shipped and served."""

import re

import audit
import pytest

LOCK = (audit.ROOT / "requirements.lock").read_text("utf-8")


def test_the_lock_holds_what_is_needed_as_it_is_installed_and_pinned():
    assert list(audit.unlocked()) == []


def test_nobody_altered_what_is_installed():
    assert list(audit.altered()) == []


def test_every_licence_allows_what_newsrooms_do():
    assert list(audit.unlicensed()) == []


def test_the_lock_names_no_registry_and_no_torch():
    assert not re.search(r"https?://|file:|--index|--find-links", LOCK)
    assert not {"torch", "transformers"} & audit.locked().keys()


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", True),
        ("License :: OSI Approved :: Apache Software License", True),
        ("MPL-2.0 AND MIT", True),
        ("AGPL-3.0-only", False),
        ("GNU Affero General Public License v3", False),
        ("GPL-3.0-or-later", False),
        ("CC-BY-NC-4.0", False),
        ("Free for non-commercial use", False),
        ("", False),
        ("UNKNOWN", False),
    ],
)
def test_which_licences_are_allowed(licence: str, allowed: bool):
    fits = bool(audit.ALLOWED.search(licence)) and not audit.FORBIDDEN.search(licence)
    assert fits == allowed
