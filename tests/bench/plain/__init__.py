"""The ordinary Django way, as its documentation teaches full text search and relations."""
