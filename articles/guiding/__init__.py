"""Help while searching: what was meant, what there is, what stands in the way, what is related."""
