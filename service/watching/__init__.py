"""Following feeds and folders: what is new is briefed, and never twice."""
