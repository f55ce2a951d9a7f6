"""What the archive knows of an actor: with whom, since when, by which names, in which functions."""
