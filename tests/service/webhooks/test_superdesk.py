"""Push to a receiver that checks as Superdesk's Newsroom does."""

import dataclasses

import pytest
from fake_studio import FakeStudio

from service.briefs.pipeline import BriefOptions
from service.reading import read
from service.webhooks import outbox
from service.webhooks.deliveries import Deliveries
from service.webhooks.endpoints import Change
from service.webhooks.outbox import Event
from service.webhooks.secrets import BadSecret

KEY = "PUSH_KEY of a newsroom"
TEXT = "Sáng 08/01, Quân khu 1 tổ chức hội nghị. Trung tướng Nguyễn Hồng Thái chủ trì hội nghị."
REVIEW = f"{TEXT} Chỉ tiêu tuyển quân hoàn thành 100%."


def finished(text: str) -> Event:
    """A brief as the database gives it back."""
    brief = dataclasses.asdict(FakeStudio().brief(read(text), BriefOptions()))
    return Event("brief.finished", {"brief": brief["id"]}, brief=brief)


@pytest.fixture
def newsroom(receiver):
    receiver.secret, receiver.url = KEY, f"{receiver.url}/push"
    return receiver


def put(database, event):
    with database.session() as session:
        return outbox.put(session, event)


def test_a_finished_brief_is_pushed(database, endpoints, postman, newsroom):
    endpoints.add("superdesk", newsroom.url, KEY, Change())
    assert put(database, finished(TEXT)) == 1
    postman.send_due()
    (item,) = newsroom.got
    assert item["type"] == "text"
    assert item["guid"].startswith("urn:")
    assert item["headline"].startswith("[en] ")
    assert item["versioncreated"].endswith("+0000")


def test_another_key_is_refused_and_tried_again(database, endpoints, postman, newsroom):
    made = endpoints.add("superdesk", newsroom.url, "an old key", Change())
    put(database, finished(TEXT))
    postman.send_due()
    (delivery,) = Deliveries(database).page(1)
    assert (delivery.state, delivery.status) == ("waiting", 403)
    endpoints.rotate(made.id, KEY, 24)
    Deliveries(database).replay(delivery.id)
    postman.send_due()
    assert len(newsroom.got) == 1


def test_what_an_editor_must_see_is_kept_back(database, endpoints, newsroom):
    made = endpoints.add("superdesk", newsroom.url, KEY, Change())
    assert put(database, finished(REVIEW)) == 0
    endpoints.change(made.id, Change(review=True))
    assert put(database, finished(REVIEW)) == 1


def test_only_briefs_are_pushed_and_a_test_shows_nothing(database, endpoints, postman, newsroom):
    made = endpoints.add("superdesk", newsroom.url, KEY, Change(events=["batch.finished"]))
    assert put(database, Event("batch.finished", {})) == 0
    Deliveries(database).test(made.id)
    postman.send_due()
    (item,) = newsroom.got
    assert (item["type"], item["pubstatus"]) == ("text", "canceled")


def test_a_newsroom_needs_its_key(endpoints, newsroom):
    with pytest.raises(BadSecret, match="PUSH_KEY"):
        endpoints.add("superdesk", newsroom.url, "", Change())
