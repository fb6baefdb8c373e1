"""Every format read back: what a drawn file shows, and the proof that it is what its scene says."""
