"""One form for the same text, with the way back to where it stood."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.reading.normalise import align, normalise, normalise_tone

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("hoàòaủyỷquýthủ ,.\n\u00a0\u200b\u0301\u0323\u202e“”’–…"),
        st.characters(codec="utf-8"),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Quân \u00a0 khu\t1\n", "Quân khu 1"),
        (unicodedata.normalize("NFD", "Hội nghị"), "Hội nghị"),
        ("“Thi đua” – ‘Quyết thắng’…", "\"Thi đua\" – 'Quyết thắng'..."),
        ("Bắc\u200b Kạn\u202e\ufeff", "Bắc Kạn"),
        ("", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hoà bình", "hòa bình"),
        ("hòa bình", "hòa bình"),
        ("uỷ ban, thuỷ lợi, khoẻ", "ủy ban, thủy lợi, khỏe"),
        ("quý, quỳnh, quả", "quý, quỳnh, quả"),
        ("hoàn, ngoài, khuỷu, giờ, giếng, gì", "hoàn, ngoài, khuỷu, giờ, giếng, gì"),
        ("HOÀ, Thuỷ", "HÒA, Thủy"),
        ("hòan thành", "hoàn thành"),
        ("nghĩa, người, tuyến, quyền", "nghĩa, người, tuyến, quyền"),
        ("café, Macron", "café, Macron"),
    ],
)
def test_normalise_tone(text: str, expected: str) -> None:
    assert normalise_tone(text) == expected


@settings(deadline=None)
@given(TEXTS)
def test_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert normalise_tone(normalise_tone(text)) == normalise_tone(text)


@settings(deadline=None)
@given(TEXTS)
def test_offsets_map_back(text: str) -> None:
    aligned = align(text)
    assert len(aligned.text) == len(aligned.starts) == len(aligned.ends)
    assert list(aligned.starts) == sorted(aligned.starts)
    whole = aligned.span(0, len(aligned.text))
    assert normalise(text[whole.start : whole.end]) == aligned.text
