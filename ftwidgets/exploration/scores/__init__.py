"""Level 2, steered: the line, the weights, the lesson beside them, and labels."""
