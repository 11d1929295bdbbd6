"""One test module a module of ``ftwidgets/files``."""
