"""What the law says, as data with sources: for now, which items make information 特定個人情報."""
