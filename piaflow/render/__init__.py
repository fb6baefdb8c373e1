"""Pictures: a Scene is laid out, drawn on sheets and written in every format; `draw` is the door."""
