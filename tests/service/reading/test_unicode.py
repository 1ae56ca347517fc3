"""What is done with characters that deceive: kept in the source, left out of what models read."""

import pytest

from service.errors import UnreadableInput
from service.reading import read
from service.reading.deceptions import deceptions
from service.reading.normalise import align, normalise

LEAD = "Sáng 8/1, tại Hà Nội, Quân khu 1 tổ chức hội nghị tổng kết công tác quốc phòng năm 2024."
# Name, what is put into the text, what is left of it for models.
TRICKS = [
    ("zero width space", "Quân\u200b khu 1", "Quân khu 1"),
    ("zero width joiner", "Qu\u200dân khu 1", "Quân khu 1"),
    ("word joiner", "Quân khu\u2060 1", "Quân khu 1"),
    ("byte order mark", "\ufeffQuân khu 1", "Quân khu 1"),
    ("soft hyphen", "Quân\u00ad khu 1", "Quân khu 1"),
    ("right to left override", "Quân \u202ekhu\u202c 1", "Quân khu 1"),
    ("isolate", "Quân \u2067khu\u2069 1", "Quân khu 1"),
    ("right to left mark", "Quân \u200fkhu 1", "Quân khu 1"),
    ("tag characters", "Quân\U000e0069\U000e0067 khu 1", "Quân khu 1"),
    ("variation selector", "Quân khu\ufe0f 1", "Quân khu 1"),
    ("hangul filler", "Quân\u3164 khu 1", "Quân khu 1"),
    ("control characters", "Quân\x07 khu\x1b 1", "Quân khu 1"),
    ("non-breaking space", "Quân\u00a0khu\u00a01", "Quân khu 1"),
    ("decomposed", "Qua\u0302n khu 1", "Quân khu 1"),
]


@pytest.mark.parametrize(("name", "written", "read_as"), TRICKS, ids=[one[0] for one in TRICKS])
def test_what_nobody_sees_is_not_what_a_model_reads(name, written, read_as):
    assert normalise(written) == read_as


@pytest.mark.parametrize(("name", "written", "read_as"), TRICKS, ids=[one[0] for one in TRICKS])
def test_offsets_lead_to_the_source_as_it_was(name, written, read_as):
    aligned = align(written)
    span = aligned.span(0, len(aligned.text))
    assert normalise(written[span.start : span.end]) == read_as
    document = read(f"{LEAD} {written} chủ trì.", content_type="text/plain")
    assert written.lstrip("\ufeff") in document.text


@pytest.mark.parametrize("text", [f"{LEAD}\ud800", f"\udfff{LEAD}", f"{LEAD}\udc80\ud800"])
def test_a_lone_surrogate_is_refused_with_its_place(text):
    with pytest.raises(UnreadableInput, match="surrogate"):
        read(text, content_type="text/plain")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LEAD, []),
        ("", []),
        ("Bia 333® của Việt Nam ☎️ 100 m² – “tốt”.", []),
        ("Москва и Ελλάδα là tên riêng, viết bằng chữ của nước ấy.", []),
        ("Quân\u00a0khu\u200b 1\u00ad", []),
        ("Chi \u202e000.1\u202c tỷ đồng.", ["2 characters that turn the direction"]),
        ("Tin\U000e0068\U000e0069", ["2 characters without a shape"]),
        ("Ngu\u0443en Van A", ["“Ngu\u0443en”"]),
        ("\u0410nh và \u0410nh", ["“\u0410nh”"]),
        ("\u03bfng A \u202e", ["turn the direction", "alphabets"]),
    ],
)
def test_what_may_deceive_is_told(text, told):
    found = deceptions(text)
    assert len(found) == len(told)
    assert all(one in note for one, note in zip(told, found, strict=True))
