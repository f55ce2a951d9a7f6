"""How well the search finds: cases read from files, run through the real thing, and measured."""
