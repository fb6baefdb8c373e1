"""What changes when the model changes: parts, reaches, findings, and the items of the form to rewrite."""
