"""Layered drawing (Sugiyama) by way of Graphviz's dot, which runs in a child process."""
