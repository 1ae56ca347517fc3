"""Fuzzing of every parser and API: `python -m fuzzing` in tests/support, or `make fuzz`."""
