"""What a person sees of one record, whatever is said of it."""
