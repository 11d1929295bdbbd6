"""What in a reply speaks against it? One module a family of signals.

Each finder takes a `turns.Turn` and gives `turns.Evidence` or ``None``. Names, weights
and explanations stand together in `ftwidgets.scoring.STANDARD_RULES`.
"""
