"""How a command ends when it does not end well."""

FINDINGS, WRONG = 1, 2
