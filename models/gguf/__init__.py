"""The embedded translator's base: a GGUF file, read, trimmed, adapted and converted."""
