"""ftwidgets: from raw examples to a fine-tuning dataset one can trust.

The public names are few, and importing them costs nothing until they are used::

    import ftwidgets as ft
    data = ft.load("data/raw_tickets.jsonl")
    curation = ft.curate(data, ft.Recipe.STANDARD)
    ft.export(curation)
"""

import importlib
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "ClaudeTeacher": "synthesis",
    "Generation": "synthesis",
    "GenerationPanel": "widgets",
    "Limits": "tasks",
    "PasteTeacher": "synthesis",
    "Production": "tasks",
    "Recipe": "recipes",
    "ReviewSession": "review",
    "Reviewer": "widgets",
    "Task": "tasks",
    "TemplateTeacher": "synthesis",
    "build": "exporting",
    "convert": "conversion",
    "curate": "pipeline",
    "deduplicate": "deduplication",
    "export": "exporting",
    "generate": "synthesis",
    "lesson": "lesson",
    "learning_curve": "sizing",
    "load": "datasets",
    "plots": "plots",
    "recommend_size": "sizing",
    "review": "review",
    "score": "scoring",
    "sizing": "sizing",
    "split": "splitting",
    "synthesis": "synthesis",
    "tables": "tables",
    "validate": "validation",
    "widgets": "widgets",
    "workspace": "workspaces",
}
"""Public name to the module it lives in."""

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ftwidgets' has no attribute {name!r}")
    module = importlib.import_module(f"ftwidgets.{_HOMES[name]}")
    value = module if name == _HOMES[name] else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
