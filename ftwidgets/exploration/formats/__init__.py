"""Each row in the format of a target, and as the prompt a model meets."""
