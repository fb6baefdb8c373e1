"""The command line: a thin door over the use cases."""
