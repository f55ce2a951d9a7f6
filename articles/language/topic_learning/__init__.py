"""Learning what articles are about from articles of which people said it."""
