"""What was typed, clicked or paid for, so that a kill at any moment leaves it there."""
