"""The systems that a user might pick instead, each asked for the same answer."""
