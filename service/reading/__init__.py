"""From bytes, text or a page to a `Document` with its sentences and clauses."""

from service.reading.reader import read

__all__ = ["read"]
