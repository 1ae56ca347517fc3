"""Whole files in translation: their text, HTML and DOCX, translated in place."""
