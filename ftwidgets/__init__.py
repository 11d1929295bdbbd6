"""ftwidgets."""
