"""What does one click or press in a notebook? Views on core objects, and no rules."""

import importlib
from typing import Any

_HOMES = {
    "DedupExplorer": "dedup_explorer",
    "Exercise": "exercise",
    "FindingsTable": "findings_table",
    "Flashcards": "flashcards",
    "FormatConverter": "format_converter",
    "Funnel": "funnel",
    "GenerationPanel": "generation_panel",
    "LearningCurve": "learning_curve",
    "Predict": "predict",
    "Quiz": "quiz",
    "Reviewer": "reviewer",
    "ScoreExplorer": "score_explorer",
    "SeedEditor": "seed_editor",
    "SizeGuide": "size_guide",
    "SplitExplorer": "split_explorer",
    "TaskChooser": "task_chooser",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ftwidgets.widgets' has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
