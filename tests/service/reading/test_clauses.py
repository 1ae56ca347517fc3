"""Every clause stands alone, says who said it, and corresponds to its place in the report."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.reading.clauses import cut_clauses
from service.reading.document import Clause, Document, Sentence
from service.reading.normalise import normalise
from service.reading.reader import read
from service.reading.sentences import paragraphs, sentences

REPORT = Path(__file__).parents[2] / "data" / "quan-khu-1-2025-01-08.txt"


def clauses(text: str) -> list[str]:
    return [clause.full for clause in _cut(text)]


def _cut(text: str) -> tuple[Clause, ...]:
    return cut_clauses(text, _sentences(text))


def _sentences(text: str) -> list[Sentence]:
    spans = [(i, s) for i, block in enumerate(paragraphs(text)) for s in sentences(text, block)]
    return [
        Sentence(number, paragraph, span, normalise(text[span.start : span.end]))
        for number, (paragraph, span) in enumerate(spans)
    ]


@pytest.fixture(scope="module")
def report() -> Document:
    return read(REPORT.read_bytes())


CHAIR = (
    "Kết luận hội nghị, Trung tướng Nguyễn Hồng Thái, Tư lệnh Quân khu 1 đề nghị các cơ quan, "
    "đơn vị, địa phương"
)


@pytest.mark.parametrize(
    "expected",
    [
        "Trung tướng Nguyễn Hồng Thái, Ủy viên Ban Chấp hành Trung ương Đảng, Ủy viên Quân ủy "
        "Trung ương, Tư lệnh Quân khu 1 chủ trì hội nghị.",
        "Chỉ tiêu tuyển quân hoàn thành 100%",
        "Quân khu 1 đã xây dựng, kiện toàn tổ chức, biên chế đúng quy định",
        "Quân khu 1 đã tạo môi trường ổn định để địa phương phát triển kinh tế - xã hội",
        "Quân khu 1 đã thực hiện tốt chế độ, chính sách về quốc phòng, chính sách hậu "
        "phương quân đội.",
        "Phát biểu tham luận tại hội nghị, đồng chí Hoàng Thu Trang, Phó Chủ tịch UBND tỉnh Bắc "
        "Kạn "
        "báo cáo: năm 2024, Bắc Kạn đã tập trung huy động mọi nguồn lực bảo đảm cho quốc phòng",
        "Trong năm 2024, tỉnh Bắc Kạn đã lãnh đạo, chỉ đạo thực hiện tốt công tác tuyển quân, hoàn "
        "thành 100% chỉ tiêu trên giao, bảo đảm an toàn tuyệt đối",
        "Trong năm 2024, tỉnh Bắc Kạn đã tổ chức huy động, huấn luyện, diễn tập lực lượng DBĐV, "
        "DQTV đạt chất lượng tốt",
        "Dịp này, lãnh đạo tỉnh Bắc Kạn đề nghị Quân khu 1 tiếp tục quan tâm, hỗ trợ kinh phí cho "
        "địa "
        "phương xây dựng các công trình KVPT đáp ứng yêu cầu nhiệm vụ bảo vệ Tổ quốc trong "
        "tình hình mới.",
        f"{CHAIR} tiếp tục quán triệt các văn bản của Đảng, Nhà nước, Bộ Quốc phòng",
        f"{CHAIR} phổ biến kiến thức QP&AN cho toàn dân theo quy định của Luật",
    ],
)
def test_report(report: Document, expected: str) -> None:
    assert expected in [clause.full for clause in report.clauses]


def test_no_clause_of_the_report_is_over_the_limit(report: Document) -> None:
    assert max(len(clause.full.split()) for clause in report.clauses) <= 45


def test_all_that_the_commander_asked_for_stays_a_request(report: Document) -> None:
    last = report.sentences[-1].number
    asked = [clause for clause in report.clauses if clause.sentence == last]
    assert len(asked) == 7
    assert all("Nguyễn Hồng Thái" in c.lead and "đề nghị" in c.lead for c in asked)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UBND tỉnh sẽ xây dựng trụ sở; mở rộng đường.",
            ["UBND tỉnh sẽ xây dựng trụ sở", "UBND tỉnh sẽ mở rộng đường."],
        ),
        (
            "Các đơn vị cũng cần tăng cường tuần tra; đẩy mạnh huấn luyện.",
            [
                "Các đơn vị cũng cần tăng cường tuần tra",
                "Các đơn vị cũng cần đẩy mạnh huấn luyện.",
            ],
        ),
        (
            "Tỉnh không cho phép mở rộng; xây dựng thêm nhà máy.",
            ["Tỉnh không cho phép mở rộng; xây dựng thêm nhà máy."],
        ),
        (
            "Đại tá Lê Văn Bình yêu cầu các đơn vị: Giữ vững kỷ luật; bảo đảm quân số.",
            [
                "Đại tá Lê Văn Bình yêu cầu các đơn vị giữ vững kỷ luật",
                "Đại tá Lê Văn Bình yêu cầu các đơn vị bảo đảm quân số.",
            ],
        ),
        (
            "Đại tá Lê Văn Bình yêu cầu:\n- Giữ vững kỷ luật.\n- Bảo đảm quân số.",
            [
                "Đại tá Lê Văn Bình yêu cầu",
                "Đại tá Lê Văn Bình yêu cầu giữ vững kỷ luật.",
                "Đại tá Lê Văn Bình yêu cầu bảo đảm quân số.",
            ],
        ),
        (
            "Ông Trần Văn Nam cho biết, tỉnh đã xây 5 cầu; các huyện đang làm đường.",
            [
                "Ông Trần Văn Nam cho biết, tỉnh đã xây 5 cầu",
                "Ông Trần Văn Nam cho biết các huyện đang làm đường.",
            ],
        ),
        (
            "Thủ tướng Trần Văn Nam nhấn mạnh kết quả tốt. Làm tốt công tác cán bộ.",
            ["Thủ tướng Trần Văn Nam nhấn mạnh kết quả tốt.", "Làm tốt công tác cán bộ."],
        ),
        (
            "Quân khu 1 đã xây nhà. Tăng cường tuần tra ở biên giới.",
            ["Quân khu 1 đã xây nhà.", "Quân khu 1 đã tăng cường tuần tra ở biên giới."],
        ),
        (
            "Quân khu 1 đã xây nhà. Tăng cường tuần tra là việc phải làm ngay.",
            ["Quân khu 1 đã xây nhà.", "Tăng cường tuần tra là việc phải làm ngay."],
        ),
        (
            "Theo ông Trần Văn Nam, tỉnh đã xây 5 cầu; các huyện đang làm đường.",
            [
                "Theo ông Trần Văn Nam, tỉnh đã xây 5 cầu",
                "Theo ông Trần Văn Nam, các huyện đang làm đường.",
            ],
        ),
        (
            "Ông Trần Văn Nam bị kết luận: Thiếu trách nhiệm trong quản lý; gây lãng phí.",
            [
                "Ông Trần Văn Nam bị kết luận: thiếu trách nhiệm trong quản lý",
                "Ông Trần Văn Nam bị kết luận: gây lãng phí.",
            ],
        ),
        (
            "Dự hội nghị có lãnh đạo Bộ Quốc phòng; đại diện các sở, ngành.",
            [
                "Dự hội nghị có lãnh đạo Bộ Quốc phòng",
                "Dự hội nghị có đại diện các sở, ngành.",
            ],
        ),
        (
            'Bí thư nói (tại xã; bản) và "ký; giao" hồ sơ.',
            ['Bí thư nói (tại xã; bản) và "ký; giao" hồ sơ.'],
        ),
    ],
)
def test_leads(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


def test_name_keeps_its_capital_after_a_lead() -> None:
    text = (
        "Đại tá Lê Văn Bình đề nghị: Bắc Kạn cần giữ vững kỷ luật; GDQP&AN phải được quan tâm; "
        "Các huyện phải bảo đảm quân số."
    )
    assert clauses(text) == [
        "Đại tá Lê Văn Bình đề nghị: Bắc Kạn cần giữ vững kỷ luật",
        "Đại tá Lê Văn Bình đề nghị: GDQP&AN phải được quan tâm",
        "Đại tá Lê Văn Bình đề nghị: các huyện phải bảo đảm quân số.",
    ]


def test_two_provinces_are_not_mixed_up() -> None:
    text = "Tỉnh Bắc Kạn và tỉnh Cao Bằng họp. Trong năm, tỉnh đã xây đường; mở trường."
    assert "tỉnh đã mở trường." in clauses(text)[-1]


PARTS = st.sampled_from(
    ["Quân khu 1 ", "tỉnh ", "đã ", "không ", "đề nghị ",
      "các đơn vị ", "xây dựng đường ", "; ", ", ",
     ": ", ". ", "\n", "(a; b) ", '"c, d" ', "Năm 2024, ",
     "phối hợp ", "nhằm ", "GDQP&AN ", "được "]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PARTS, max_size=60).map("".join))
def test_spans(text: str) -> None:
    found = _sentences(text)
    made = cut_clauses(text, found)
    assert [clause.number for clause in made] == list(range(len(made)))
    assert {clause.sentence for clause in made} == {sentence.number for sentence in found}
    end = 0
    for clause in made:
        around = found[clause.sentence].span
        assert end <= clause.span.start < clause.span.end
        assert around.start <= clause.span.start
        assert clause.span.end <= around.end
        assert normalise(text[clause.span.start : clause.span.end]) == clause.text
        end = clause.span.end
