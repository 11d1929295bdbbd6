"""Which label does each row have?"""

from collections import Counter
from collections.abc import Hashable, Sequence

from ftwidgets.examples import Example, is_label, normalise_label, reply_of
from ftwidgets.splitting.families import By, values_of

REPLY = "reply"
"""Instead of a key: the last reply is the label, where it reads as one."""


def by_reply(stratify_by: By) -> bool:
    """Whether the labels are the replies.

    Examples
    --------
    >>> by_reply("reply"), by_reply("intent"), by_reply(["reply"])
    (True, False, False)
    """
    return isinstance(stratify_by, str) and stratify_by == REPLY


def labels_of(examples: Sequence[Example], stratify_by: By) -> list[Hashable | None]:
    """Label of each row, or ``None``; a reply that stands only once is no label.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> replies = ("Bug  report", "It works now.", "bug report", "(555) 0100")
    >>> labels_of([chat(("assistant", reply)) for reply in replies], "reply")
    ['bug report', None, 'bug report', None]
    """
    if not by_reply(stratify_by):
        return values_of(examples, stratify_by, "stratify_by")
    replies = [reply_of(example) for example in examples]
    names = [normalise_label(each) if is_label(each) else None for each in replies]
    often = Counter(names)
    return [name if often[name] > 1 else None for name in names]
