"""A Scene as a Mermaid flowchart, and reading it back."""
