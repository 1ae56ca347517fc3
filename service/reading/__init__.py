"""From bytes, text or a page to a `Document` with its sentences and clauses."""

from service.reading.article import Article
from service.reading.articles import articles
from service.reading.reader import read, read_article

__all__ = ["Article", "articles", "read", "read_article"]
