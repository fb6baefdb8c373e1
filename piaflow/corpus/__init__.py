"""Many assessments as columns: tables of what they say, and their joined graph, on disk."""
