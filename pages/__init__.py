"""The pages of docs/ that are written from the code: `python -m pages docs` writes them."""
