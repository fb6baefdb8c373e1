"""From a form that was read to a model: names as facts, one party for each, and the flows that the document tells."""
