"""One file, one rule: each holds `RULE` and the function that finds what the rule is about."""
