"""The commands of `songngu`, one a file. Nothing heavy is imported before a command runs."""
