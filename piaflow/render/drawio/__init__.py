"""A Drawing as an editable draw.io page, and reading it back."""
