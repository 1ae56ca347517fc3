"""One text or an array of them, within the limits."""

from service.errors import TooLarge
from service.settings import Settings
from service.telemetry.scope import count_characters


def as_list(given: str | list[str]) -> list[str]:
    """The texts of a request, in their order."""
    return [given] if isinstance(given, str) else given


def within_limits(given: str | list[str], settings: Settings) -> list[str]:
    """The texts of a request. Raises `TooLarge` past the most texts or the most characters."""
    texts = as_list(given)
    _check("texts", len(texts), settings.int("max_texts"))
    characters = sum(map(len, texts))
    count_characters(characters)
    _check("characters", characters, settings.int("max_chars"))
    return texts


def _check(unit: str, found: int, limit: int) -> None:
    if found > limit:
        raise TooLarge(
            f"The request holds {found:,} {unit}; the limit is {limit:,}. Send it in parts.",
            limit=limit,
            unit=unit,
        )
