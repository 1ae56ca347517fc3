"""Every table, one concept a file; imported here, so that migrations know them all."""

from service.archive.tables import glossaries, memory

__all__ = ["glossaries", "memory"]
