"""Each encoding is told by what it spells, and good text is never changed."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import UnreadableInput
from service.reading.charmaps import tcvn3, vni
from service.reading.encodings import decode, repair

TEXT = (
    "Sáng 08/01, Quân khu 1 tổ chức Hội nghị tổng kết công tác quốc phòng địa phương; Trung tướng "
    "Nguyễn Hồng Thái chủ trì. Đồng chí Hoàng Thu Trang đề nghị giữ vững khả năng sẵn sàng."
)
WORDS = [
    "ánh",
    "ằng",
    "ẵm",
    "ẩn",
    "ễnh",
    "ỉ",
    "ĩ",
    "ọ",
    "ỗ",
    "ở",
    "ợ",
    "ủ",
    "ũng",
    "ứng",
    "ữ",
    "ựa",
    "ý",
    "ỷ",
    "ỹ",
    "ỵ",
    "đỏ",
    "Đỗ",
    "Ứng",
    "Ở",
    "Ấn",
    "Ắt",
    "Ý",
    "nghĩa",
    "khuỷu",
    "giếng",
    "quỳ",
]  # fmt: skip
_TONES = "\u0300\u0309\u0303\u0301\u0323"


def to_tcvn3(text: str) -> bytes:
    codes = {letter: code for code, letter in tcvn3().items()}
    return bytes(codes.get(char, ord(char)) for char in text)


def to_vni(text: str) -> bytes:
    codes = {}
    for code, letter in vni().items():
        if code in (code.lower(), code.upper()):
            codes.setdefault(letter, code)
    return "".join(codes.get(char, char) for char in text).encode("cp1252")


def to_windows_1258(text: str) -> bytes:
    out = []
    for char in text:
        try:
            out.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
            out.append((base + "".join(c for c in parts if c in _TONES)).encode("cp1258"))
    return b"".join(out)


ENCODERS = {
    "utf-8": str.encode,
    "tcvn3": to_tcvn3,
    "vni": to_vni,
    "windows-1258": to_windows_1258,
    "utf-16-le": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16-be": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
}


@pytest.mark.parametrize("name", ENCODERS)
def test_decodes(name: str) -> None:
    assert decode(ENCODERS[name](TEXT)) == (TEXT, name)


@pytest.mark.parametrize("name", ["tcvn3", "vni", "windows-1258"])
@settings(deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=20))
def test_round_trip(name: str, words: list[str]) -> None:
    text = " ".join([TEXT, *words])
    assert decode(ENCODERS[name](text)) == (text, name)


def test_byte_order_mark_is_dropped() -> None:
    assert decode(b"\xef\xbb\xbf" + TEXT.encode()) == (TEXT, "utf-8")


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_pasted_through_latin_1(name: str, codec: str) -> None:
    pasted = ENCODERS[name](TEXT).decode(codec, errors="replace")
    if "\ufffd" not in pasted:
        assert repair(pasted) == (TEXT, name)


def test_utf_8_read_as_latin_1_is_repaired() -> None:
    assert repair(TEXT.encode().decode("latin-1")) == (TEXT, "utf-8")


def test_capital_font_of_tcvn3() -> None:
    line = "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM, §éc lËp tù do h¹nh phóc"
    text, name = decode(line.encode("latin-1"))
    assert name == "tcvn3"
    assert text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, Độc lập tự do hạnh phúc"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "The Military Region 1 held a conference – “reviewing” the year’s work… naïve café.",
        "L'été déjà passé à Orléans, où l'âme rêve ; façade, forêt, hôtel, garçon.",
        "Größe, Übung, weiß: die Straße führt über die Brücke.",
        "¿Dónde está el niño? Mañana, según él.",
    ],
)
def test_good_text_stays(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8")
    assert repair(text) == (text, "utf-8")


def test_french_in_latin_1_is_not_taken_for_vietnamese() -> None:
    text = "L'été déjà passé à Orléans, où l'âme rêve; façade, forêt, hôtel, garçon."
    assert decode(text.encode("latin-1"))[0] == text


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_any_utf_8_is_read(text: str) -> None:
    decoded, _ = decode(text.encode())
    marked = [word for word in re.findall(r"\w+", text) if not word.isascii()]
    assert decoded == text.removeprefix("\ufeff") or marked


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, name = decode(data)
    except UnreadableInput:
        return
    assert isinstance(text, str)
    assert name


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00", b"ELF\x00\x01\x02", bytes(50)])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match="binary"):
        decode(data)


def test_lone_surrogate_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="position 4"):
        repair("Quân\ud83d khu")
