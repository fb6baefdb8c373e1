"""Plots of one model or one change, one per file, drawn with matplotlib in the font of the pictures."""
