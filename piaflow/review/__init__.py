"""Two revisions of a set of models: which is which, what is to be rewritten and looked at, decided and asked."""
