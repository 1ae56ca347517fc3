"""`/v1/memory`, and translations that remember."""

import io

import pytest
from translate.storage import tmx as toolkit

from service.app import create_app
from service.settings import load_settings

VI, EN = "Sáng 8/1, hội nghị khai mạc.", "The conference opened on the morning of 8 January."
TMX = """<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1"
 segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu creationid="Binh"><prop type="x-origin">archive</prop>
 <tuv xml:lang="en-GB"><seg>It <bpt i="1">&lt;b&gt;</bpt>rained<ept
 i="1">&lt;/b&gt;</ept>.</seg></tuv>
 <tuv xml:lang="vi"><seg>Trời <hi>mưa</hi>.</seg></tuv></tu>
<tu><prop type="x-status">review</prop><tuv xml:lang="vi"><seg>Chưa xem.</seg></tuv>
 <tuv xml:lang="en"><seg>Unseen.</seg></tuv></tu>
<tu><tuv xml:lang="vi"><seg>Một mình.</seg></tuv></tu></body></tmx>"""


@pytest.fixture
def client(tmp_path, studio):
    settings = load_settings({"SONGNGU_DATA_DIR": str(tmp_path)})
    return create_app(settings, studio).test_client()


def add(client, vi=VI, en=EN, **more):
    answer = client.post("/v1/memory", json={"vi": vi, "en": en, **more})
    assert answer.status_code == 201, answer.json
    return answer.json


def test_a_pair_is_remembered_read_and_forgotten(client):
    made = add(client, origin="brief/1", author="An")
    assert (made["origin"], made["author"]) == ("brief/1", "An")
    address = f"/v1/memory/{made['id']}"
    assert client.get(address).json == made
    assert client.delete(address).status_code == 204
    for id in (made["id"], "99999999999999999999"):
        assert client.get(f"/v1/memory/{id}").json["code"] == "memory-not-found"
    assert client.get("/v1/memory/x").json["code"] == "not-found"


def test_pages_lead_from_one_to_the_next(client):
    for number in range(5):
        add(client, f"Câu {number}", f"Sentence {number}")
    seen, address = [], "/v1/memory?limit=2"
    while address:
        page = client.get(address).json
        seen += [pair["en"][-1] for pair in page["pairs"]]
        address = page["next"] and f"/v1/memory?limit=2&before={page['next']}"
    assert seen == list("43210")


def test_looking_up_gives_the_same_sentence_and_similar_ones(client):
    add(client, origin="brief/1")
    same = client.post("/v1/memory/look-up", json={"vi": f" {VI}"}).json
    assert same["exact"] == EN
    near = client.post("/v1/memory/look-up", json={"vi": VI.replace("8/1", "9/1")}).json
    assert near["exact"] is None
    assert [(one["en"], one["score"], one["origin"]) for one in near["similar"]] == [
        (EN, 90, "brief/1")
    ]
    assert near["revision"] == same["revision"] != "0"


def test_tmx_comes_in_settled_and_without_its_markup(client):
    answer = client.post("/v1/memory/tmx", data=TMX, content_type="application/x-tmx")
    assert answer.json == {"pairs": 1}
    (pair,) = client.get("/v1/memory").json["pairs"]
    assert (pair["vi"], pair["en"]) == ("Trời mưa.", "It rained.")
    assert (pair["origin"], pair["author"]) == ("archive", "Binh")


def test_another_reader_finds_our_tmx(client):
    add(client, origin="brief/1 <&>", author="An")
    add(client, "Trời\u0001 mưa & gió <b>", "Rain & wind <b>")
    data = client.get("/v1/memory/tmx").data
    store = toolkit.tmxfile(io.BytesIO(data), "vi", "en")
    assert [(unit.source, unit.target) for unit in store.units] == [
        ("Trời\ufffd mưa & gió <b>", "Rain & wind <b>"),
        (VI, EN),
    ]
    assert b'creationid="An"' in data
    again = client.post("/v1/memory/tmx", data=data, content_type="application/x-tmx")
    assert again.json == {"pairs": 2}


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("<tmx>\n<body>", "line 2"),
        ("<x/>", "begins with <x>"),
        ("<tmx/>", "no settled pair"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><tmx/>', "entities"),
    ],
)
def test_bad_tmx_is_refused_with_the_reason(client, body, detail):
    answer = client.post("/v1/memory/tmx", data=body, content_type="application/x-tmx")
    assert (answer.status_code, answer.json["code"]) == (422, "bad-memory")
    assert detail in answer.json["detail"]


def test_requests_are_made_with_the_memory_unless_the_settings_do_without(tmp_path, client, studio):
    add(client)
    for value, expected in (("1", EN), ("0", None)):
        settings = load_settings({"SONGNGU_DATA_DIR": str(tmp_path), "SONGNGU_MEMORY": value})
        create_app(settings, studio).test_client().post("/v1/briefs", json={"text": VI})
        memory = studio.calls[-1][1].resources.memory
        assert (memory.exact(VI) if memory else None) == expected


def test_a_memory_that_is_away_stops_no_translation(tmp_path, studio, caplog):
    folder = tmp_path / "songngu.db"
    folder.mkdir()  # where the file of the database should be
    app = create_app(load_settings({"SONGNGU_DATA_DIR": str(tmp_path)}), studio)
    client = app.test_client()
    answer = client.post("/v1/translations", json={"text": [VI, VI]})
    assert answer.status_code == 200
    assert caplog.text.count("memory is left out") == 1
    assert client.get("/v1/memory").json["code"] == "database-away"
    named = client.post("/v1/translations", json={"text": VI, "glossary": "x"})
    assert named.json["code"] == "database-away"
