"""Put one text in the place of another."""

import re


def replaced(text: str, match: re.Match[str], new: str) -> str:
    """The text with the match overwritten."""
    return text[: match.start()] + new + text[match.end() :]
