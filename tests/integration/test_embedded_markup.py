"""Markup through the model that ships: the tags are where their words went."""

from pathlib import Path

import pytest

from service.app import create_app
from service.settings import load_settings

SOURCE = (
    "<p>Sáng 8/1, <b>Quân khu 1</b> tổ chức <a href='/x'>hội nghị tổng kết</a> tại "
    "<span translate=no>Thái Nguyên</span>.</p>"
)


@pytest.mark.timeout(400)
def test_tags_are_around_their_words(tmp_path: Path) -> None:
    settings = {"SONGNGU_DATA_DIR": str(tmp_path)}
    client = create_app(load_settings(settings)).test_client()
    sent = {"q": SOURCE, "source": "vi", "target": "en", "format": "html", "alternatives": 2}
    answer = client.post("/translate", json=sent).json
    assert answer is not None
    text = answer["translatedText"]
    assert "<b>Military Region 1</b>" in text
    assert "conference</a>" in text
    assert "<span translate=no>Thái Nguyên</span>" in text
    assert "January 8" in text
    assert len(answer["alternatives"]) <= 2
