"""Dutch text, pure: words, names and topics. Values in, values out; no Django."""
