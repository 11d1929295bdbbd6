"""One test module a family of signals, as in ``ftwidgets/signals``."""
