"""Names that the curated table does not know, found by a model that learns from marked text."""
