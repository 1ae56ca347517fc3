import pytest

from models.extractive import cues


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Sáng nay, UBND tỉnh tổ chức hội nghị tổng kết năm.", "opening"),
        ("Đồng chí Bí thư chủ trì hội nghị.", "chair"),
        ("Chỉ tiêu tuyển quân hoàn thành 100%.", "results"),
        ("Lãnh đạo tỉnh đề nghị hỗ trợ kinh phí.", "request"),
        ("Thủ tướng nhấn mạnh và yêu cầu các bộ vào cuộc.", "directive"),
        ("Phát biểu kết luận hội nghị, Tư lệnh nêu rõ.", "conclusion"),
    ],
)
def test_acts(text, act):
    assert cues.acts(text)[act] > 0


def test_acts_do_not_match_inside_words():
    assert cues.acts("vượt")["results"] == 1
    assert cues.acts("vượtt")["results"] == 0


@pytest.mark.parametrize(
    ("text", "connective", "pronoun"),
    [
        ("Tuy nhiên, kết quả còn thấp.", True, False),
        ("“Ông Hùng nói.", False, True),
        ("Songngu là phần mềm.", False, False),
        ("Quân khu 1 tổ chức hội nghị.", False, False),
    ],
)
def test_openings(text, connective, pronoun):
    assert cues.starts_with_connective(text) is connective
    assert cues.starts_with_pronoun(text) is pronoun
