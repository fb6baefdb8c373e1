"""What a reviewer would mark: rules that read an assessment against itself, and their findings."""
