"""What the law and the national systems are, as data with sources: 特定個人情報, the catalogue and its norms."""
