"""From a Scene to a Drawing: text is measured, parts are ranked and placed, lines get their corners."""
