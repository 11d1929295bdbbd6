"""Everything that level 1 and the reading say, filtered and read."""
