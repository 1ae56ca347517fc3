"""The example of the documentation: a few true sentences of the kind the service reads."""

REPORT = (
    "Sáng 08/01, Quân khu 1 tổ chức Hội nghị tổng kết công tác quốc phòng địa phương năm 2024, "
    "triển khai nhiệm vụ năm 2025. Trung tướng Nguyễn Hồng Thái, Tư lệnh Quân khu chủ trì hội "
    "nghị. Năm 2024, chỉ tiêu tuyển quân của Quân khu hoàn thành 100%."
)
SENTENCE = "Trung tướng Nguyễn Hồng Thái, Tư lệnh Quân khu 1, chủ trì hội nghị."
