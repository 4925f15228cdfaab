"""What changed between two versions of a text: align, refine, classify; plain data out."""
