"""How a command ends when it does not end well."""

FINDINGS, WRONG = 1, 2
INTERRUPTED, UNREAD = 130, 141  # as a shell says it: ended by Ctrl-C, by a reader who went away
SIGNALLED = 128  # and the number of the signal
