"""How many rows are enough: by the lesson's table, and by a curve of one's own."""
