"""Every table, one concept a file; imported here, so that migrations know them all."""
