"""Where an exception came from, without a word of what it was about."""

import traceback


def trace(error: BaseException) -> str:
    """Types and places of an exception and its causes.

    Messages are left out: they quote values, and values are text of articles.
    """
    parts = []
    current: BaseException | None = error
    while current is not None:
        frames = traceback.extract_tb(current.__traceback__)
        places = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        parts.append(f"{type(current).__name__} at {places or 'an unknown place'}")
        current = current.__cause__ or current.__context__
    return " because of ".join(parts)
