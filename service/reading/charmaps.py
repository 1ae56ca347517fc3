"""The legacy Vietnamese encodings that Python has no codec for, as tables.

TCVN3 is TCVN 5712:1993 (the ABC fonts); VNI is the two-byte encoding of the VNI-Windows fonts.
"""

from functools import lru_cache

# Bytes from 0x80, in order; 0xB0-0xB4 are the combining grave, hook, tilde, acute and dot below.
_TCVN_HIGH = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
# Capitals that the standard puts on control codes; tab, line feed and return keep their places.
_TCVN_LOW = {
    0x01: "Ú", 0x02: "Ụ", 0x04: "Ừ", 0x05: "Ử", 0x06: "Ữ", 0x11: "Ứ", 0x12: "Ự",
    0x13: "Ỳ", 0x14: "Ỷ", 0x15: "Ỹ", 0x16: "Ý", 0x17: "Ỵ",
}  # fmt: skip

# VNI writes a base letter, then a mark; the marks below are for lower case.
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_BREVE = {
    "ê": "ă", "é": "ắ", "è": "ằ", "ú": "ẳ", "ü": "ẵ", "ë": "ặ",
}  # fmt: skip
_VNI_CIRCUMFLEX = {
    "â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323",
}  # fmt: skip
_VNI_SINGLE = {
    "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ô": "ơ", "ö": "ư", "ñ": "đ",
}  # fmt: skip


@lru_cache(maxsize=1)
def tcvn3() -> dict[int, str]:
    """Byte value to character, for `str.translate` of a text read as latin-1."""
    return _TCVN_LOW | {0x80 + index: char for index, char in enumerate(_TCVN_HIGH)}


@lru_cache(maxsize=1)
def vni() -> dict[str, str]:
    """One or two characters of a text read as windows-1252 to the letter they stand for."""
    from unicodedata import normalize

    lower = dict(_VNI_SINGLE)
    for mark, letter in _VNI_BREVE.items():
        lower["a" + mark] = letter
    for base in "aeo":
        for mark, tone in _VNI_CIRCUMFLEX.items():
            lower[base + mark] = normalize("NFC", base + "\u0302" + tone)
    for base, letter in (*zip("aeouy", "aeouy", strict=True), ("ô", "ơ"), ("ö", "ư")):
        for mark, tone in _VNI_TONES.items():
            lower[base + mark] = normalize("NFC", letter + tone)
    del lower["yï"]  # the fonts have one code for ỵ
    return lower | _with_capitals(lower)


def _with_capitals(lower: dict[str, str]) -> dict[str, str]:
    """The base letter decides the case: the fonts take a mark of either case after it."""
    table = {}
    for code, letter in lower.items():
        table[code.upper()] = letter.upper()
        if len(code) > 1:
            table[code[0].upper() + code[1]] = letter.upper()
            table[code[0] + code[1].upper()] = letter
    return table
