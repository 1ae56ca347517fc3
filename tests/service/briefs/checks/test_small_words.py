"""Bounds, fractions, prefixes, places, countries, actors: what is lost is found, no more."""

import pytest

from service.briefs.checks import check_translation, dates, failed
from service.briefs.repair import mend

# Vietnamese, wrong English, the check that finds it; right English
ROWS = [
    ("Tỉnh có hơn 300 hồ chứa.", "The province has 300 reservoirs.", "bounds",
     "The province has more than 300 reservoirs."),
    ("Gần 5.000 hộ mất điện.", "5,000 households lost power.", "bounds",
     "Nearly 5,000 households lost power."),
    ("Mỗi em được mượn tối đa 3 cuốn.", "Each child may borrow 3 books.", "bounds",
     "Each child may borrow up to 3 books."),
    ("Phạt tiền không quá 50 triệu đồng.", "A fine of VND50 million.", "bounds",
     "A fine not exceeding VND50 million."),
    ("Cần ít nhất 12 thành viên.", "It needs 12 members.", "bounds",
     "It needs a minimum of 12 members."),
    ("Hàng trăm ngư dân ra khơi.", "Thousands of fishermen set sail.", "bounds",
     "Hundreds of fishermen set sail."),
    ("Hàng chục nghìn lao động có việc.", "Hundreds of workers found jobs.", "bounds",
     "Tens of thousands of workers found jobs."),
    ("Hàng chục tỷ đồng bị mất.", "Thousands of billions of VND were lost.", "bounds",
     "Tens of billions of VND were lost."),
    ("Vài chục hộ bị cô lập.", "Several households were cut off.", "bounds",
     "Several dozen households were cut off."),
    ("Hơn một nửa số ghế còn trống.", "Half of the seats are empty.", "bounds",
     "More than half of the seats are empty."),
    ("Hai phần ba rừng bị cháy.", "A quarter of the forest burned.", "numbers",
     "Two thirds of the forest burned."),
    ("Cựu Bộ trưởng Lê Văn An ra tòa.", "Minister Le Van An went on trial.", "ranks",
     "Former Minister Le Van An went on trial."),
    ("Quyền Giám đốc sở phát biểu.", "The department's director spoke.", "ranks",
     "The department's acting director spoke."),
    ("Bác sĩ Phạm Minh Quang trực đêm.", "Pham Minh Quang was on duty.", "ranks",
     "Dr Pham Minh Quang was on duty."),
    ("Lũ lớn ở huyện Mai Châu.", "Big floods in Mai Chaud district.", "names",
     "Big floods in Mai Chau district."),
    ("Ba xã: Nà Lốc, Tân Lập và Yên Hòa.", "Three communes: Na Loc and Yen Hoa.", "names",
     "Three communes: Na Loc, Tan Lap and Yen Hoa."),
    ("Tổng thống Pháp đến Hà Nội.", "The President arrived in Hanoi.", "names",
     "The French President arrived in Hanoi."),
    ("Tàu Ba Lan cập cảng.", "The ship docked.", "names", "The Polish ship docked."),
    ("Luật sư gặp thẩm phán.", "The lawyer met the lawyer.", "repetition",
     "The lawyer met the judge."),
    ("Đầu tháng 3, trời còn rét.", "In March, it was still cold.", "coverage",
     "In early March, it was still cold."),
    ("Chồng chị Lan là thợ mỏ.", "Lan's father is a miner.", "coverage",
     "Lan's husband is a miner."),
    ("Băng tan nhanh hơn dự kiến.", "Fast melting of ice is expected.", "coverage",
     "Ice melts faster than expected."),
    ("Anh hùng Núp về làng.", "Nup returned to the village.", "coverage",
     "The hero Nup returned to the village."),
    ("Bà trả 4,8 triệu cho thợ.", "She paid the workers $4.8 million.", "numbers",
     "She paid the workers VND4.8 million."),
    ("Vụ này thu 40 tạ thóc.", "This crop gave 40 tonnes of rice.", "numbers",
     "This crop gave 40 quintals of rice."),
]  # fmt: skip


def found(vi: str, en: str) -> set[str]:
    return {check.name for check in failed(check_translation(vi, en))}


@pytest.mark.parametrize(("vi", "wrong", "check", "right"), ROWS)
def test_lost_and_kept(vi: str, wrong: str, check: str, right: str) -> None:
    assert check in found(vi, wrong)
    assert check not in found(vi, right)


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("Trên thế giới có 195 quốc gia.", "There are 195 countries in the world."),
        ("Mật độ 40 người trên 100 hộ.", "A density of 40 people per 100 households."),
        ("Anh Hùng nói với anh trai.", "Hung talked to his brother."),
        ("Ông dùng quyền chủ tịch để ký.", "He used his authority as chairman to sign."),
        ("Xe đi trên quốc lộ 6.", "The car was on National Highway 6."),
        ("Hàng trăm triệu người xem.", "Hundreds of millions of people watched."),
        ("Có hàng chục cách.", "There are many ways."),
        ("Sông Hồng dâng cao.", "The Red River rose."),
        ("Giáo viên giúp giáo viên.", "The teacher helped the teacher."),
    ],
)
def test_no_false_alarm(vi: str, en: str) -> None:
    assert not found(vi, en) & {"bounds", "ranks", "names", "repetition"}


MENDED = [
    ("Trên 60% số phiếu tán thành.", "On 60% of votes were in favour.",
     "Over 60% of votes were in favour."),
    ("Cần tối thiểu 15 ngày.", "It takes 15 days.", "It takes at least 15 days."),
    ("Vốn gần 20 triệu USD.", "A capital of US$20 million.", "A capital of nearly US$20 million."),
    ("Mấy chục con bò lạc.", "Several cows are lost.", "Dozens of cows are lost."),
    ("Hàng triệu con tôm chết.", "Thousands of shrimps died.", "Millions of shrimps died."),
    ("Quá nửa số cầu cũ.", "Half of the bridges are old.",
     "More than half of the bridges are old."),
    ("Hai phần năm đất bị mặn.", "Two-thirds of the land is saline.",
     "Two fifths of the land is saline."),
    ("Trung tướng Lê Quang Đạo đến dự.", "Major General Le Quang Dao attended.",
     "Lieutenant General Le Quang Dao attended."),
    ("Thượng tá Hà Minh báo cáo.", "Senior Colonel Ha Minh reported.", "Colonel Ha Minh reported."),
]  # fmt: skip


@pytest.mark.parametrize(("vi", "en", "right"), MENDED)
def test_one_place_is_put_right(vi: str, en: str, right: str) -> None:
    text, repairs = mend(vi, en, check_translation(vi, en))
    assert text == right
    assert [repair.name for repair in repairs] == ["repaired"]
    assert not failed(check_translation(vi, text))


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("Gần 30 em được 30 suất quà.", "The 30 children got the 30 gifts."),
        ("Có hơn 20 xe, 20 tàu.", "There were 20 cars and 20 ships."),
    ],
)
def test_what_has_two_places_is_left(vi: str, en: str) -> None:
    assert mend(vi, en, check_translation(vi, en))[0] == en


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [
        ("6 tháng năm 2023, tỉnh thu 500 tỷ đồng.", [], []),
        ("Ngày 6 tháng năm 2023, tỉnh họp.", [5], [6]),
        ("Ngày 6 tháng 5 năm 2023, tỉnh họp.", [5], [6]),
        ("Tháng 5 năm 2023, tỉnh họp.", [5], [0]),
    ],
)
def test_months_of_a_year_are_no_day_in_may(text: str, months: list[int], days: list[int]) -> None:
    moments = dates.extract(text, "vi")
    assert [m.month for m in moments if m.month] == months
    assert [m.day for m in moments if m.month] == days
