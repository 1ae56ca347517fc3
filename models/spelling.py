"""Vietnamese letters without their marks."""

import unicodedata


def unaccented(text: str) -> str:
    """Return `text` without Vietnamese diacritics: Nguyễn Văn Đức becomes Nguyen Van Duc."""
    marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(letter for letter in marks if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", kept)
