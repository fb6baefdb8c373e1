"""Diagrams as one self-contained HTML page, and reading it back."""
