import pytest
from fake_studio import FakeStudio, english

from models.errors import EngineFailed, ModelNotInstalled
from service.archive.article import Article
from service.archive.work import Errand, settings_digest, work
from service.briefs.values import BriefOptions
from service.settings import load_settings

TEXT = "Sáng 8/1, Quân khu 1 tổ chức hội nghị.\n\nTỉnh hoàn thành 100% chỉ tiêu tuyển quân."
ARTICLE = Article("a-1", TEXT, "a.jsonl:1", title="Hội nghị")
SETTINGS = load_settings({})


def test_a_brief_is_all_of_it():
    made = work(ARTICLE, Errand(), FakeStudio(), SETTINGS)
    assert (made.id, made.state, made.status) == ("a-1", "done", "review")
    assert made.body["source"]["title"] == "Hội nghị"
    assert made.body["points"][0]["en"].startswith("[en] ")


def test_a_translation_keeps_its_title_and_its_paragraphs():
    made = work(ARTICLE, Errand("translate"), FakeStudio(), SETTINGS)
    assert made.body == {"title": english("Hội nghị"), "text": english(TEXT), "flags": []}
    assert made.status == "ok"


def test_a_summary_is_in_vietnamese():
    made = work(ARTICLE, Errand("summarise", BriefOptions(points=1)), FakeStudio(), SETTINGS)
    assert made.body["points"] == [made.body["summary"]]
    assert made.body["summary"] in TEXT


@pytest.mark.parametrize(
    ("article", "error", "code"),
    [
        (Article("a", ""), None, "empty-text"),
        (Article("a", "This text is in English, and nobody translates that."), None,
         "not-vietnamese"),
        (Article("a", b"\x89PNG\r\n"), None, "unsupported-type"),
        (Article("a", "Hội nghị \ud800 họp"), None, "unreadable-input"),
        (Article("a", "", problem="The line is cut."), None, "unreadable-input"),
        (ARTICLE, EngineFailed("The server is away."), "engine-failed"),
        (ARTICLE, ZeroDivisionError("one of ours"), "internal-error"),
    ],
)  # fmt: skip
def test_a_bad_article_is_a_failed_row(article, error, code):
    made = work(article, Errand(), FakeStudio(error=error), SETTINGS)
    assert (made.state, made.code) == ("failed", code)
    assert made.error.endswith(".")


def test_what_would_befall_every_article_is_raised():
    with pytest.raises(ModelNotInstalled):
        work(ARTICLE, Errand(), FakeStudio(error=ModelNotInstalled("Fetch it.")), SETTINGS)


def test_the_digest_follows_what_changes_the_result():
    def digest(errand, **environ):
        return settings_digest(errand, FakeStudio(), load_settings(environ))

    base = digest(Errand())
    assert digest(Errand(options=BriefOptions(points=5))) == base
    others = [
        digest(Errand("translate")),
        digest(Errand(options=BriefOptions(points=3))),
        digest(Errand(options=BriefOptions(diacritics=True))),
        digest(Errand(), SONGNGU_TRANSLATOR="Helsinki-NLP/opus-mt-vi-en"),
    ]
    assert len({base, *others}) == 5
