"""Views: an assessment as a Scene of boxes, arrows, frames and notes that any backend can draw."""
