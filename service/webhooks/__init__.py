"""Telling other systems what was finished: signed, retried, and never lost."""
