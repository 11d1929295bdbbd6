"""Why was something not done, in words that help?"""

import errno
import traceback
from typing import Any

from ftwidgets.literals import name_hidden

DISKS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "this folder may not be written to",
    errno.EPERM: "this file may not be written to",
}
"""What a disk refuses with."""


def refusal_of(error: Exception) -> dict[str, Any]:
    """What a page shows of an error: its kind, the reason, and where it arose.

    Returns
    -------
    dict
        ``kind`` is ``"disk"`` where one can try again, ``"call"`` where something else
        must be done, and ``"bug"`` with a ``traceback`` for all that nobody foresaw.

    Examples
    --------
    >>> refusal_of(OSError(errno.ENOSPC, "No space left on device"))["reason"]
    'the disk is full'
    >>> refusal_of(ValueError("no label"))
    {'kind': 'call', 'reason': 'no label', 'traceback': None}
    """
    if isinstance(error, OSError):
        reason = DISKS.get(error.errno or 0) or error.strerror or str(error)
        return {"kind": "disk", "reason": name_hidden(reason), "traceback": None}
    reason = name_hidden(str(error))
    if isinstance(error, ValueError):
        return {"kind": "call", "reason": reason, "traceback": None}
    lines = "".join(traceback.format_exception(error))
    reason = f"{type(error).__name__}: {reason}"
    return {"kind": "bug", "reason": reason, "traceback": name_hidden(lines)}
