"""Every record accounted for, stage by stage, and the rows behind each number."""
