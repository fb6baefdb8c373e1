"""What the project says of itself; `pages` writes what follows from the code."""
