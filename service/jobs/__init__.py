"""Work that nobody waits for with an open connection: batches, their queue and their workers."""
