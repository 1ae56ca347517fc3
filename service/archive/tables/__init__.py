"""Every table, one concept a file; imported here, so that migrations know them all."""

from service.archive.tables import (
    batches,
    briefs,
    glossaries,
    keys,
    ledger,
    memory,
    translated_files,
    watching,
    webhooks,
)

__all__ = [
    "batches",
    "briefs",
    "glossaries",
    "keys",
    "ledger",
    "memory",
    "translated_files",
    "watching",
    "webhooks",
]
