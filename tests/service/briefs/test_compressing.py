"""A model's shorter wording is taken only where it is shorter and adds nothing."""

import pytest

from service.briefs.compressing import compressed
from service.briefs.values import DraftPoint
from service.reading import read

TEXT = """\
Sáng 8/1, Bộ Tư lệnh Quân khu 1 tổ chức Hội nghị tổng kết công tác quân sự, quốc phòng năm 2024.
Năm 2024, lực lượng vũ trang Quân khu đã tuyển 1.250 công dân nhập ngũ, đạt 100% chỉ tiêu."""
DRAFT = DraftPoint((TEXT.splitlines()[1],), (1,), (1,), 0.5)


class Says:
    """Answers every text with the same sentences."""

    def __init__(self, *sentences: str) -> None:
        self.sentences, self.asked = list(sentences), []

    def compress(self, texts):
        self.asked += texts
        return [self.sentences for _ in texts]


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        (["Lực lượng vũ trang Quân khu đã tuyển 1.250 công dân nhập ngũ."], True),
        (["Lực lượng vũ trang Quân khu đã tuyển 1.350 công dân nhập ngũ."], False),
        (["Lực lượng vũ trang Quân khu ở Bắc Kạn đã tuyển 1.250 công dân."], False),
        (["Lực lượng vũ trang Quân khu không tuyển công dân nhập ngũ."], False),
        (["Đã tuyển quân."], False),
        ([f"{DRAFT.vi} {DRAFT.vi}"], False),
        ([], False),
    ],
)
def test_compressed(written: list[str], taken: bool) -> None:
    model = Says(*written)
    (made,) = compressed([DRAFT], read(TEXT), model)
    assert made.sentences_vi == (tuple(written) if taken else DRAFT.sentences_vi)
    assert (made.clauses, made.sentences, made.score) == (DRAFT.clauses, DRAFT.sentences, 0.5)
    assert model.asked == [DRAFT.vi]
