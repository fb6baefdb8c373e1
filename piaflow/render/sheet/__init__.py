"""The picture on paper: SVG, the A4 sheets with legend and 備考, PDF, PNG, and reading SVG back."""
