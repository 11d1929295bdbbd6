"""Level 3, steered: the line, the groups, what people decide, what LSH misses."""
