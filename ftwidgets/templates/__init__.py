"""What does a model really read? Chat templates as data, and how they are rendered."""
