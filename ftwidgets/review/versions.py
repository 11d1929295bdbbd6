"""Which text was judged, and what was made of it?"""

from collections.abc import Mapping
from typing import Any

from ftwidgets.examples import Example
from ftwidgets.review.drawing import is_stale
from ftwidgets.review.edits import is_editable
from ftwidgets.review.history import RowState


def is_older(example: Example, state: RowState) -> bool:
    """Whether what was said of a row was said of another text.

    Examples
    --------
    >>> row = {"messages": [{"role": "user", "content": "Hi"}]}
    >>> said = RowState(verdict="fix", edits={0: "Hello"})
    >>> is_older(row, said), is_older({"messages": []}, said)
    (False, True)
    """
    messages = example["messages"]
    fits = all(
        turn < len(messages) and is_editable(messages[turn]) for turn in state.edits
    )
    return is_stale(example, state) or not fits


def edits_of(example: Example, edits: Mapping[int, str]) -> list[dict[str, Any]]:
    """New texts beside the original ones; ``None`` for a message that is not there.

    Examples
    --------
    >>> edits_of({"messages": [{"role": "user", "content": "Hi"}]}, {0: "Hello"})
    [{'message': 0, 'before': 'Hi', 'after': 'Hello'}]
    """
    messages = example["messages"]
    return [
        {
            "message": turn,
            "before": messages[turn].get("content")
            if turn < len(messages) and isinstance(messages[turn], dict)
            else None,
            "after": edits[turn],
        }
        for turn in sorted(edits)
    ]
