"""A random split beside one of whole families."""
