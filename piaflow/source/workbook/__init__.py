"""The officer's own workbook: where each field of the form stands in it, and how it is written there without loss."""
