"""One test module a module of ``ftwidgets/validation``."""
