"""Text that every database takes."""


def storable(text: str) -> str:
    """The text without what PostgreSQL refuses: NUL, and halves of characters."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
