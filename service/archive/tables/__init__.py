"""Every table, one concept a file; imported here, so that migrations know them all."""

from service.archive.tables import batches, briefs, glossaries, memory, webhooks

__all__ = ["batches", "briefs", "glossaries", "memory", "webhooks"]
