"""The words that titles are made of, with their English."""

from service.glossary.syllables import tokens

Table = dict[tuple[str, ...], str]


def _table(rows: str) -> Table:
    """Rows of `Vietnamese|Vietnamese = English`."""
    pairs = (row.split(" = ") for row in rows.strip().splitlines())
    return {
        tuple(token.key for token in tokens(spelling)): en
        for vi, en in pairs
        for spelling in vi.split("|")
    }


HEADS = _table("""
Tổng Bí thư = General Secretary
Phó Bí thư Thường trực = Permanent Deputy Secretary
Phó Bí thư = Deputy Secretary
Bí thư thứ nhất = First Secretary
Bí thư = Secretary
Phó Chủ tịch Thường trực|Phó Chủ tịch TT = Permanent Vice Chair
Phó Chủ tịch = Vice Chair
Chủ tịch = Chair
Ủy viên dự khuyết = alternate member
Ủy viên Thường vụ = member of the Standing Committee
Ủy viên Thường trực = permanent member
Ủy viên|Thành viên = member
Phó Tư lệnh, Tham mưu trưởng|Phó Tư lệnh Tham mưu trưởng|Phó Tư lệnh kiêm Tham mưu trưởng = Deputy Commander and Chief of Staff
Phó Tư lệnh = Deputy Commander
Tư lệnh = Commander
Phó Chính ủy = Deputy Political Commissar
Chính ủy = Political Commissar
Phó Tham mưu trưởng = Deputy Chief of Staff
Tham mưu trưởng = Chief of Staff
Phó Chỉ huy trưởng|Chỉ huy phó = Deputy Commander
Chỉ huy trưởng = Commander
Phó Tổng Tham mưu trưởng = Deputy Chief of the General Staff
Tổng Tham mưu trưởng|Tổng tham mưu trưởng = Chief of the General Staff
Phó Tổng Giám đốc = Deputy Director General
Tổng Giám đốc = Director General
Phó Giám đốc = Deputy Director
Giám đốc = Director
Phó Chủ nhiệm Chính trị = Deputy Director of Political Affairs
Chủ nhiệm Chính trị = Director of Political Affairs
Phó Chủ nhiệm = Deputy Director
Chủ nhiệm = Director
Phó Trưởng ban Thường trực = Permanent Deputy Head
Phó Trưởng ban = Deputy Head
Trưởng ban = Head
Phó Trưởng Đoàn|Phó Trưởng đoàn = Deputy Head
Trưởng Đoàn|Trưởng đoàn = Head
Phó Trưởng = Deputy Head
Trưởng = Head
Phó Chánh Văn phòng = Deputy Chief of Office
Chánh Văn phòng = Chief of Office
Phó Chánh án = Deputy Chief Justice
Chánh án = Chief Justice
Phó Viện trưởng = Deputy Procurator General
Viện trưởng = Procurator General
Phó Đồn trưởng = Deputy Chief
Đồn trưởng = Chief
Phó Hiệu trưởng = Deputy Rector
Hiệu trưởng = Rector
Sư đoàn trưởng = Commander
Lữ đoàn trưởng = Commander
Trung đoàn trưởng = Commander
Tiểu đoàn trưởng = Commander
Chính trị viên phó = Deputy Political Officer
Chính trị viên = Political Officer
Thứ trưởng = Deputy Minister
Bộ trưởng = Minister
""")

# What a title may begin with; it applies to the whole of it.
QUALIFIERS = _table("""
nguyên|cựu = former
quyền = Acting
""")

# Bodies that every level has. The level and the place that follow go before the English.
LOCAL_BODIES = _table("""
Ủy ban nhân dân|UBND = People's Committee
Hội đồng nhân dân|HĐND = People's Council
Bộ Chỉ huy quân sự|Bộ CHQS|Ban Chỉ huy quân sự|Ban CHQS = Military Command
Bộ Chỉ huy Bộ đội Biên phòng|Bộ Chỉ huy BĐBP|BCH BĐBP|Bộ CHBĐBP = Border Guard Command
Bộ đội Biên phòng|BĐBP = Border Guard
Công an = Department of Public Security
Đảng ủy Quân sự = Military Party Committee
Đảng ủy Công an = Party Committee of Public Security
Đảng ủy = Party Committee
Đảng bộ = Party organisation
Tòa án nhân dân|TAND = People's Court
Viện kiểm sát nhân dân|VKSND = People's Procuracy
Ủy ban Mặt trận Tổ quốc Việt Nam|Ủy ban MTTQ Việt Nam|Ủy ban MTTQ|UBMTTQ|Ủy ban Mặt trận Tổ quốc|MTTQ = Fatherland Front Committee
Hội Cựu chiến binh|Hội CCB = War Veterans' Association
Hội Liên hiệp Phụ nữ|Hội LHPN|Hội Phụ nữ = Women's Union
Hội Nông dân = Farmers' Union
Liên đoàn Lao động|LĐLĐ = Labour Confederation
Hội Chữ thập đỏ = Red Cross Society
Hội đồng Giáo dục quốc phòng và an ninh|Hội đồng GDQP&AN = Council for Defence and Security Education
Hội đồng nghĩa vụ quân sự = Military Service Council
Đoàn đại biểu Quốc hội|Đoàn ĐBQH = delegation of National Assembly deputies
Đoàn Thanh niên = Youth Union
""")

# Party committees that carry their level in their name.
PARTY_BODIES = _table("""
Tỉnh ủy = tỉnh
Thành ủy = thành phố
Huyện ủy = huyện
Quận ủy = quận
Thị ủy = thị xã
""")

# Parts of a body: "Standing Committee of the provincial Party Committee".
PARTS = _table("""
Ban Thường vụ = Standing Committee
Ban Chấp hành|BCH = Executive Committee
Thường trực = Standing Board
Ban Tổ chức = Organisation Commission
Ban Tuyên giáo và Dân vận = Commission for Information, Education and Mass Mobilisation
Ban Tuyên giáo = Commission for Information and Education
Ban Dân vận = Commission for Mass Mobilisation
Ban Nội chính = Commission for Internal Affairs
Ủy ban Kiểm tra = Inspection Commission
Văn phòng = Office
""")

LEVELS = _table("""
tỉnh = provincial
thành phố|TP|TP. = municipal
huyện|quận = district
thị xã = town
thị trấn = township
xã = commune
phường = ward
""")

# Units told apart by number or name: "Quân khu 1", "Sư đoàn 3".
UNITS = _table("""
Quân khu = Military Region
Quân đoàn = Army Corps
Binh đoàn = Army Corps
Sư đoàn = Division
Lữ đoàn = Brigade
Trung đoàn = Regiment
Tiểu đoàn = Battalion
Đại đội = Company
""")

MINISTRY = "Ministry of "
