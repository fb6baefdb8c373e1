"""From a published document to pages of printed lines and ruled cells: the only room that knows file formats."""
