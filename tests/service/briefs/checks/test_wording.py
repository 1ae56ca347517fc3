"""English wording is compared without regard to inflection, articles and spelling."""

import pytest

from service.briefs.checks.wording import says, stems


@pytest.mark.parametrize(
    ("text", "phrase", "said"),
    [
        ("Two witnesses spoke.", "witness", True),
        ("The child was kidnapped.", "kidnap", True),
        ("They are kidnapping people.", "kidnap", True),
        ("The defence centres", "defense center", True),
        ("in the winter-spring crop", "winter-spring crop", True),
        ("the crop of winter", "winter crop", False),
        ("It was said.", "sand", False),
    ],
)
def test_says(text: str, phrase: str, said: bool) -> None:
    assert says(stems(text), phrase) == said


def test_stems_keep_what_the_lexicon_was_fitted_on() -> None:
    assert stems("kidnapped witnesses") == ["kidnapp", "witness"]
