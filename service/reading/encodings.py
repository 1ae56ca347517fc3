"""Bytes to text: UTF-8, UTF-16, windows-1258, TCVN3 and VNI, told apart by what they spell."""

import codecs
import re
import unicodedata
from collections.abc import Callable, Mapping

from service.errors import UnreadableInput
from service.reading.charmaps import tcvn3, vni
from service.reading.syllables import is_syllable, split_tone

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WORD = re.compile(r"[^\W\d_]+")
_MARKED_WORDS_NEEDED = 2
_SHARE_NEEDED = 0.75  # of the words with a mark, those that are Vietnamese syllables
_VIETNAMESE_ONLY = frozenset("ăđơư")
_LONE_CAPITALS = 2  # so many words of one capital letter may be names
_SAMPLE = 200_000  # characters looked at to tell the encodings apart
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return the text of `data` and the name of its encoding.

    `declared` is the charset that a header or a `<meta>` names; it is believed only where the
    bytes are not UTF-8. Raises `UnreadableInput` for what is no text at all.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], name), name
    if declared and _is_utf16(declared) and b"\x00" in data:
        return _strict(data, declared.lower()), declared.lower()
    try:
        text, name = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, name = _decode_legacy(data, declared)
    _refuse_binary(text)
    return repair(text) if name == "utf-8" else (text, name)


def repair(text: str) -> tuple[str, str]:
    """Undo legacy text that was pasted through latin-1; good text comes back as it is.

    Raises `UnreadableInput` for lone surrogates, which no file can hold.
    """
    refuse_surrogates(text)
    raw = _as_bytes(text)
    if raw is None or raw.isascii():
        return text, "utf-8"
    best, name = _best(raw, _REPAIRS)
    return (best, name) if _score(best) > max(_score(text), 0.0) else (text, "utf-8")


def _is_utf16(name: str) -> bool:
    try:
        return codecs.lookup(name).name.startswith("utf-16")
    except (LookupError, ValueError):
        return False


def refuse_surrogates(text: str) -> None:
    """Raise `UnreadableInput` for half a character, which JSON can hold and no file."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise UnreadableInput(
            "The text has a broken character (a lone surrogate) at position "
            f"{_first_surrogate(text)}; save it again as UTF-8."
        ) from None


def without_surrogates(text: str) -> str:
    """Halves of one character put together, and a lone half replaced by U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _strict(data: bytes, name: str) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"The text is marked as {name}, but is not: {error}.") from error
    _refuse_binary(text)
    return text


def _decode_legacy(data: bytes, declared: str | None) -> tuple[str, str]:
    text, name = _best(data, _LEGACY)
    if _score(text) > 0:
        return text, name
    for codec in (declared, "windows-1252", "latin-1"):
        try:
            text = data.decode(codec or "windows-1252")
            text.encode("utf-8")  # some codecs make lone surrogates
            return text, codec or "windows-1252"
        except (ValueError, LookupError):  # also of names that are no codec of text: idna, hex
            continue
    raise UnreadableInput("The bytes are in no encoding that can be read; save them as UTF-8.")


def _best(data: bytes, decoders: Mapping[str, Callable[[bytes], str]]) -> tuple[str, str]:
    tried = [(decoder(data), name) for name, decoder in decoders.items()]
    return max(tried, key=lambda pair: _score(pair[0]))


def _score(text: str) -> float:
    """How Vietnamese the marked words of a text are, 0 to 1; 0 where they are too few."""
    words = [word for word in _WORD.findall(_composed(text)) if not word.isascii()]
    if not words:
        return 0.0
    good = [word for word in words if is_syllable(word) and not _odd_case(word)]
    share = len(good) / len(words)
    only = any(_VIETNAMESE_ONLY & set(split_tone(word.lower())[0]) for word in good)
    enough = len(good) >= _MARKED_WORDS_NEEDED and share >= _SHARE_NEEDED
    return share if enough and only else 0.0


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text[:_SAMPLE])


def _odd_case(word: str) -> bool:
    return not (word.islower() or word.isupper() or word.istitle())


def _from_windows_1258(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))


def _from_tcvn3(data: bytes) -> str:
    text = unicodedata.normalize("NFC", data.decode("latin-1").translate(tcvn3()))
    return "".join(map(_capitalise, re.split(r"(\n)", text)))


def _capitalise(line: str) -> str:
    """ABC fonts have capitals in a font of their own: "CéNG HßA" stands for "CỘNG HÒA"."""
    words = re.split(r"(\s+)", line)
    for start, end in _capital_runs(words):
        words[start:end] = [word.upper() for word in words[start:end]]
    return "".join(words)


def _capital_runs(words: list[str]) -> list[tuple[int, int]]:
    """Ranges of words whose plain letters are all capitals; a lone "Hµ" is just "Hà"."""
    runs, start = [], 0
    for index, word in enumerate([*words, "."]):
        if word.strip() and not _is_capital(word):
            run = words[start:index]
            if sum(map(_is_capital, run)) > _LONE_CAPITALS or any(map(_plainly_capital, run)):
                runs.append((start, index))
            start = index + 1
    return runs


def _is_capital(word: str) -> bool:
    plain = [char for char in word if char.isascii() and char.isalpha()]
    return bool(plain) and all(char.isupper() for char in plain)


def _plainly_capital(word: str) -> bool:
    """Two capitals and a letter that the font would show as one."""
    return _is_capital(word) and sum(map(str.isupper, word)) > 1 and not word.isupper()


def _from_vni(data: bytes) -> str:
    table = vni()
    pattern = re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))
    text = data.decode("cp1252", errors="replace")
    return pattern.sub(lambda match: table[match.group()], text)


def _from_utf8(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


_LEGACY = {"windows-1258": _from_windows_1258, "tcvn3": _from_tcvn3, "vni": _from_vni}
_REPAIRS = {"utf-8": _from_utf8, "tcvn3": _from_tcvn3, "vni": _from_vni}


def _as_bytes(text: str) -> bytes | None:
    """The single bytes a text was pasted from, or None where it has other characters."""
    for codec in ("latin-1", "cp1252"):
        try:
            return text.encode(codec)
        except UnicodeEncodeError:
            continue
    return None


def _refuse_binary(text: str) -> None:
    sample = text[:_SAMPLE]
    if "\x00" in sample or len(_CONTROLS.findall(sample)) > 0.02 * len(sample):
        raise UnreadableInput("The input is binary, not text; send UTF-8 text, HTML or a URL.")


def _first_surrogate(text: str) -> int:
    return next(index for index, char in enumerate(text) if "\ud800" <= char <= "\udfff")
