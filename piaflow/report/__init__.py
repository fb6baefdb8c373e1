"""Answers as text for officers (Japanese, 100 columns) and as the documented JSON."""
