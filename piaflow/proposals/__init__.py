"""The form with what the flows let follow, and what is still to be done before it is whole."""
