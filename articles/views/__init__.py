"""The doors for readers; each builds its results and renders them."""
