"""The reports of `planlint diff`: what changed, for eyes, for other programs, and for the file."""
