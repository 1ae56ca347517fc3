"""Every table, one concept a file; imported here, so that migrations know them all."""

from service.archive.tables import briefs, glossaries, memory

__all__ = ["briefs", "glossaries", "memory"]
