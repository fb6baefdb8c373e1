"""Boxes on cells, lines with right angles: placement by annealing, routing on tracks, spacing by longest paths."""
