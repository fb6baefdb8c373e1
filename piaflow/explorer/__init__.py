"""The explorer: diagrams and what is known of their models as one self-contained HTML page."""
