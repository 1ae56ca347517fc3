"""English by rule."""

import pytest

from service.briefs.english import place_titles, spell_names, tidy


@pytest.mark.parametrize(
    ("text", "sentence", "expected"),
    [
        ("the unit  met ,and left", True, "The unit met,and left."),
        ("Military Region 1, , Commander", True, "Military Region 1, Commander."),
        ("A headline.", False, "A headline"),
        ('He said "yes."', True, 'He said "yes."'),
        ("the target was fulfilled for 100%", True, "The target was 100% fulfilled."),
        ("the target was fulfilled in 100%", True, "The target was 100% fulfilled."),
        ("Will it stop?. Who knows?.", True, "Will it stop? Who knows?"),
        ("Le Van An, Ly Thi Ba, and Ly Thi Ba came", True, "Le Van An, and Ly Thi Ba came."),
        ("Schools in Ho Chi Minh City’s HCMC", False, "Schools in Ho Chi Minh City"),
        ("On yesterday, May 14, he came", True, "Yesterday, May 14, he came."),
        (
            "present a paper there, Hoang Thu spoke",
            True,
            "Presenting a paper there, Hoang Thu spoke.",
        ),
        (
            "Conclude the talks, General To Lam spoke.",
            True,
            "Concluding the talks, General To Lam spoke.",
        ),
        (
            "Present at the talks, General To Lam spoke.",
            True,
            "Present at the talks, General To Lam spoke.",
        ),
        (
            "Direct flights to Hue, Viet Nam Airlines said.",
            True,
            "Direct flights to Hue, Viet Nam Airlines said.",
        ),
        ("Present the paper, he said.", True, "Present the paper, he said."),
        ("asked that the Military Region 1 go on", True, "Asked that Military Region 1 go on."),
        ("the Military Region 1 Command met", True, "The Military Region 1 Command met."),
        ("the Division 3 trained", True, "Division 3 trained."),
        ("it was completed by 100% of units", True, "It was completed by 100% of units."),
        ("", False, ""),
    ],
)
def test_tidy(text: str, sentence: bool, expected: str) -> None:
    assert tidy(text, sentence=sentence) == expected


def test_spell_names() -> None:
    text = "Tô Lâm met Tô Lâm Anh."
    assert spell_names(text, ["Tô Lâm"], diacritics=False) == "To Lam met To Lam Anh."
    assert spell_names("To Lam met.", ["Tô Lâm"], diacritics=True) == "Tô Lâm met."


@pytest.mark.parametrize(
    ("text", "full", "expected"),
    [
        (
            "General To Lam spoke.",
            "General To Lam, President of the State",
            "General To Lam, President of the State, spoke.",
        ),
        ("Comrade To Lam.", "To Lam, President", "To Lam, President."),
        ("Nobody spoke.", "To Lam, President", None),
    ],
)
def test_place_titles(text: str, full: str, expected: str | None) -> None:
    assert place_titles(text, "To Lam", full) == expected
