"""One revision a file, named by number and subject."""
