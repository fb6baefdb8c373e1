"""The flows of one or several assessments as a graph; the only room that knows networkx."""
