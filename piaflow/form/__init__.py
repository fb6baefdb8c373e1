"""The official form as a value: every field of 様式4, 様式3 and 様式2, filled with what a model knows."""
