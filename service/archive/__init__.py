"""What is kept: briefs and their sources, jobs, and what editors corrected."""
