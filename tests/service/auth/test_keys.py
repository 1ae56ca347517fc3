"""Keys, quotas and sessions, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from databases import empty_database
from sqlalchemy import text

from service.archive.columns import now
from service.auth import quotas, sessions
from service.auth.errors import BadKey, QuotaUsedUp, UnknownKey, WrongKey
from service.auth.keys import Keys, Wish
from service.auth.quotas import Quotas
from service.auth.scopes import SCOPES, checked
from service.auth.sessions import SETTING, Sessions
from service.auth.tokens import Token, masked, new_token, parse

TOKEN = Token("0123456789ab", "5e" * 32)  # the same in every process that runs the tests


@pytest.fixture
def database(tmp_path):
    """On SQLite; what databases might do differently is tried on each kind."""
    with empty_database("sqlite", tmp_path) as database:
        yield database


@pytest.fixture
def keys(database):
    return Keys(database)


def wish(**given):
    return Wish(**{"name": "desk", "scopes": ("brief",), **given})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sng_",
        "sng_0123456789ab",
        "sng_0123456789ab_" + "0" * 63,
        "sng_0123456789ab_" + "0" * 65,
        "sng_0123456789AB_" + "0" * 64,
        "SNG_0123456789ab_" + "0" * 64,
        "sng_0123456789ab_" + "0" * 63 + "g",
        "sng_0123456789ab_" + "0" * 63 + "٣",
        "sng_0123456789ab_" + "0" * 64 + "\n",
        " sng_0123456789ab_" + "0" * 64,
    ],
)
def test_what_is_no_key_is_told_from_one(text):
    assert parse(text) is None


def test_a_key_is_256_random_bits_and_its_text_reads_back():
    made = [new_token() for _ in range(100)]
    assert len({one.secret for one in made}) == len({one.id for one in made}) == 100
    assert all(len(bytes.fromhex(one.secret)) == 32 for one in made)
    assert [parse(str(one)) for one in made] == made


def test_a_secret_is_not_in_what_a_traceback_shows():
    token = new_token()
    assert token.secret not in repr(token)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"GET /translate?api_key={TOKEN}&q=a HTTP/1.1", "GET /translate?api_key=…&q=a HTTP/1.1"),
        ("GET /translate?q=a&api_key=geheim", "GET /translate?q=a&api_key=…"),
        ('{"q": "a", "api_key": "geheim"}', '{"q": "a", "api_key": "…"}'),
        (f"the key {TOKEN} is wrong", f"the key sng_{TOKEN.id}_… is wrong"),
        (f"Authorization: Bearer {TOKEN}", "Authorization: Bearer …"),
        ("Authorization: DeepL-Auth-Key geheim-geheim", "Authorization: DeepL-Auth-Key …"),
        ('Bearer realm="songngu"', 'Bearer realm="songngu"'),
        ("2 requests, key=0123456789ab", "2 requests, key=0123456789ab"),
    ],
)
def test_a_log_masks_what_is_a_secret(text, told):
    assert masked(text) == told


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["brief"], ("brief",)),
        (["translate", "brief", "brief"], ("brief", "translate")),
        (["all"], tuple(SCOPES)),
        (["all", "edit"], tuple(SCOPES)),
    ],
)
def test_scopes_have_an_order(names, found):
    assert checked(names) == found


@pytest.mark.parametrize("names", [[], ["everything"], ["brief", "x"], [""]])
def test_other_scopes_are_refused(names):
    with pytest.raises(BadKey):
        checked(names)


def test_a_new_key_proves_itself_and_is_listed_without_its_secret(keys):
    made, token = keys.create(wish(rate=5, quota=100, scopes=("edit", "brief")))
    assert keys.authenticate(token).id == made.id == token.id
    (listed,) = keys.all()
    assert (listed.scopes, listed.rate, listed.quota) == (("brief", "edit"), 5, 100)
    assert (listed.state, listed.used, listed.expires) == ("active", None, None)
    assert token.secret not in repr(listed)


def test_the_database_holds_no_secret(any_database):
    keys = Keys(any_database)
    _, token = keys.create(wish())
    _, newer = keys.rotate(token.id, 1)
    with any_database.session() as session:
        kept = repr(session.execute(text("SELECT * FROM api_keys")).all())
    assert token.id in kept
    assert token.digest in kept
    for one in (token, newer):
        assert one.secret not in kept
        assert one.secret[:16] not in kept


@pytest.mark.parametrize(
    "given", [{"name": ""}, {"name": " \n"}, {"name": "n" * 201}, {"rate": -1}, {"quota": -1},
              {"rate": 2**31}, {"scopes": ()}]
)  # fmt: skip
def test_a_key_that_cannot_be_made(keys, given):
    with pytest.raises(BadKey):
        keys.create(wish(**given))
    assert keys.all() == []


def test_another_secret_or_id_is_wrong(keys):
    _, token = keys.create(wish())
    for other in (Token(token.id, "0" * 64), Token("0" * 12, token.secret), new_token()):
        with pytest.raises(WrongKey):
            keys.authenticate(other)


def test_a_rotated_key_has_two_secrets_for_a_while(keys, monkeypatch):
    _, old = keys.create(wish())
    _, new = keys.rotate(old.id, hours=2)
    assert new.id == old.id
    assert keys.authenticate(old).id == keys.authenticate(new).id
    moment = now() + timedelta(hours=3)
    monkeypatch.setattr("service.auth.keys.now", lambda: moment)
    assert keys.authenticate(new)
    with pytest.raises(WrongKey):
        keys.authenticate(old)


def test_a_second_rotation_ends_the_first_secret_and_none_hours_end_it_at_once(keys):
    _, first = keys.create(wish())
    _, second = keys.rotate(first.id, 24)
    _, third = keys.rotate(first.id, 24)
    with pytest.raises(WrongKey):
        keys.authenticate(first)
    assert keys.authenticate(second)
    keys.rotate(first.id, 0)
    with pytest.raises(WrongKey):
        keys.authenticate(third)


def test_a_revoked_key_is_over_for_both_of_its_secrets(any_database):
    keys = Keys(any_database)
    _, old = keys.create(wish())
    _, new = keys.rotate(old.id, 24)
    assert keys.revoke(old.id).state == "revoked"
    for one in (old, new):
        with pytest.raises(WrongKey, match="revoked"):
            keys.authenticate(one)
    assert keys.usable(old.id) is None
    with pytest.raises(WrongKey):
        keys.rotate(old.id, 1)
    ended = keys.all()[0].revoked
    assert keys.revoke(old.id).revoked == ended


def test_a_key_expires(keys, monkeypatch):
    _, token = keys.create(wish(days=1))
    assert keys.authenticate(token)
    moment = now() + timedelta(days=1, seconds=1)
    monkeypatch.setattr("service.auth.keys.now", lambda: moment)
    with pytest.raises(WrongKey, match="expired"):
        keys.authenticate(token)
    assert keys.usable(token.id) is None


@pytest.mark.parametrize("id", ["", "none", "a\0b", "' OR 1=1 --"])
def test_no_key_has_this_id(keys, id):
    for change in (lambda: keys.revoke(id), lambda: keys.rotate(id, 1)):
        with pytest.raises(UnknownKey):
            change()


def test_last_use_is_noted_once_a_minute(keys, monkeypatch):
    made, token = keys.create(wish())
    keys.note_use(made)
    first = keys.all()[0].used
    assert first is not None
    keys.note_use(keys.authenticate(token))
    assert keys.all()[0].used == first
    moment = now() + timedelta(minutes=2)
    monkeypatch.setattr("service.auth.keys.now", lambda: moment)
    keys.note_use(keys.authenticate(token))
    assert keys.all()[0].used > first


def test_a_quota_is_never_overdrawn(any_database):
    keys = Keys(any_database)
    made, _ = keys.create(wish(quota=100))
    counts = Quotas(any_database)

    def one(_):
        try:
            counts.charge(made.number, 9)
        except QuotaUsedUp:
            return 0
        return 9

    with ThreadPoolExecutor(4) as pool:
        taken = sum(pool.map(one, range(20)))
    assert taken == counts.used(made.number) == 99


@pytest.mark.parametrize(
    ("quota", "asked", "used"),
    [(10, [10], 10), (10, [6, 4], 10), (0, [10**9], 10**9), (0, [1, 2, 3], 6)],
)
def test_charges_add_up(keys, database, quota, asked, used):
    made, _ = keys.create(wish(quota=quota))
    for characters in asked:
        Quotas(database).charge(made.number, characters)
    assert Quotas(database).used(made.number) == used


def test_a_charge_is_taken_whole_or_not_at_all(keys, database):
    made, _ = keys.create(wish(quota=10))
    Quotas(database).charge(made.number, 6)
    with pytest.raises(QuotaUsedUp) as caught:
        Quotas(database).charge(made.number, 5)
    assert caught.value.extra["limit"] == 10
    assert 0 < caught.value.extra["retry_after"] <= 32 * 86_400
    assert Quotas(database).used(made.number) == 6


def test_a_quota_begins_anew_with_the_month(keys, database, monkeypatch):
    made, _ = keys.create(wish(quota=10))
    Quotas(database).charge(made.number, 10)
    moment = now() + timedelta(days=32)
    monkeypatch.setattr(quotas, "now", lambda: moment)
    Quotas(database).charge(made.number, 10)
    assert Quotas(database).used(made.number) == 10


def test_a_session_stands_for_its_key_until_it_ends(any_database, monkeypatch):
    kept = Sessions(any_database)
    cookie = kept.begin("abc")
    assert kept.key(cookie) == "abc"
    assert kept.key("x" * 43) is None
    with any_database.session() as session:
        assert cookie not in repr(session.execute(text("SELECT * FROM api_sessions")).all())
    kept.end(cookie)
    assert kept.key(cookie) is None
    other = kept.begin("abc")
    moment = now() + timedelta(hours=13)
    monkeypatch.setattr(sessions, "now", lambda: moment)
    assert kept.key(other) is None
    kept.begin("abc")
    with any_database.session() as session:
        assert session.scalar(text("SELECT count(*) FROM api_sessions")) == 1


def test_a_session_of_the_key_of_the_settings_ends_with_that_key(database):
    cookie = Sessions(database, "old secret").begin(SETTING)
    assert Sessions(database, "old secret").key(cookie) == SETTING
    assert Sessions(database, "new secret").key(cookie) is None
