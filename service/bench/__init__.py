"""How fast a brief is on this machine and how much memory it takes: `make bench`."""
