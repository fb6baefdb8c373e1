"""Pictures: a Scene becomes DOT, SVG and PNG."""
