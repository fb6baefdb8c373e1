"""Use cases as plain functions, and the model and answers that a notebook holds in its hands."""
