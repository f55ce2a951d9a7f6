"""The benchmark of the archive, and of what one might use instead. See docs/benchmark.md."""
