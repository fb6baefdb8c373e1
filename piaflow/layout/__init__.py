"""From a Scene to a Drawing: what is measured, how Graphviz is asked, and where every part stands."""
