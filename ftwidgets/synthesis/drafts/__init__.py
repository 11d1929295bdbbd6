"""How does the template teacher write one example? One module a task.

Each drafts a `Draft` from a seed, the attributes it shall follow and a `Draw`, and
knows nothing of other seeds, so that a change of one seed changes its children alone.
"""

from typing import Any, NamedTuple


class Draft(NamedTuple):
    """One new example, right by construction.

    Attributes
    ----------
    user : str
        What the user writes.
    reply : str or dict
        The ideal reply; JSON values where the task's replies are JSON.
    """

    user: str
    reply: Any
