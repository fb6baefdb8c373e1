"""Slips of the pen (誤字・脱字): how each kind is found, and how all of a document are told in one finding."""
