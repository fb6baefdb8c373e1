"""YAML ↔ Assessment: load, save, apply a change file, and the JSON Schema of the model file."""
