"""The words around a brief, in both languages."""

from service.briefs.brief import Bilingual

LABELS = {
    "machine": Bilingual(
        "Bản tóm lược do máy tạo ra: cần biên tập viên đối chiếu với bản gốc trước khi dùng.",
        "Written by a machine: an editor must compare it with the source before use.",
    ),
    "review": Bilingual("CẦN XEM LẠI", "NEEDS REVIEW"),
    "ok": Bilingual("Đã qua các phép kiểm tra", "Passed the checks"),
    "points": Bilingual("Các điểm chính", "Main points"),
    "point": Bilingual("điểm", "point"),
    "headline": Bilingual("tiêu đề", "headline"),
    "facts": Bilingual("Dữ kiện", "Facts"),
    "when": Bilingual("Thời gian", "When"),
    "where": Bilingual("Địa điểm", "Where"),
    "people": Bilingual("Nhân vật", "People"),
    "organisations": Bilingual("Cơ quan, tổ chức", "Organisations"),
    "figures": Bilingual("Số liệu", "Figures"),
    "terms": Bilingual("Thuật ngữ", "Terms"),
    "flags": Bilingual("Cần kiểm tra", "Flags"),
    "first": Bilingual("Thứ tự xem lại", "Where to look first"),
    "certainty": Bilingual(
        "Độ tin cậy (mức gần với bản dịch của người)",
        "Confidence (likeness to a person's translation)",
    ),
    "sentence": Bilingual("câu", "sentence"),
    "sentences": Bilingual("Câu nguồn", "Source sentences"),
    "report": Bilingual("Bản tin gốc", "The report"),
    "provenance": Bilingual("Nguồn gốc bản tóm lược", "Provenance"),
    "title": Bilingual("Bài gốc", "Original"),
    "agency": Bilingual("Cơ quan báo chí", "Agency"),
    "place": Bilingual("Nơi đưa tin", "Reported from"),
    "published": Bilingual("Ngày đăng", "Published"),
    "digest": Bilingual("Mã băm văn bản (SHA-256)", "Digest of the text (SHA-256)"),
    "id": Bilingual("Mã bản tóm lược", "Brief id"),
    "summariser": Bilingual("Mô hình tóm lược", "Summariser"),
    "translator": Bilingual("Mô hình dịch", "Translator"),
    "prompts": Bilingual("Lời nhắc", "Prompts"),
    "settings": Bilingual("Thiết lập", "Settings"),
    "created": Bilingual("Tạo lúc", "Created"),
    "seconds": Bilingual("Thời gian xử lý", "Took"),
    "software": Bilingual("Phần mềm", "Software"),
    "vi": Bilingual("Tiếng Việt", "Vietnamese"),
    "en": Bilingual("Tiếng Anh", "English"),
}


def label(name: str, language: str) -> str:
    """The label in one language, or in both with a stroke between them."""
    return " / ".join(pick(LABELS[name], language))


def pick(text: Bilingual, language: str) -> list[str]:
    """The sides of `text` that `language` asks for, without empty and equal ones."""
    sides = [text.vi, text.en] if language == "both" else [getattr(text, language)]
    return list(dict.fromkeys(side for side in sides if side))
