"""Where items go: three-valued reach with witness paths, cuts and a roll-up per party."""
