"""Finding articles: the search document, the reader's query, counts and snippets."""
