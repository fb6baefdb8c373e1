"""What an editor is told of a model while it is typed: words that may stand there, where names are declared, faults."""
