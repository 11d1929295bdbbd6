"""What does one click or press in a notebook? Views on core objects, and no rules."""

import importlib
from typing import Any

_HOMES = {
    "DedupExplorer": "dedup_explorer",
    "FindingsTable": "findings_table",
    "FormatConverter": "format_converter",
    "Funnel": "funnel",
    "GenerationPanel": "generation_panel",
    "LearningCurve": "learning_curve",
    "Reviewer": "reviewer",
    "ScoreExplorer": "score_explorer",
    "SeedEditor": "seed_editor",
    "SizeGuide": "size_guide",
    "SplitExplorer": "split_explorer",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ftwidgets.widgets' has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
