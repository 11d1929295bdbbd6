"""What should one know before one believes a curve?"""

from ftwidgets.examples import count
from ftwidgets.sizing.parts import Parts


def notes_of(parts: Parts) -> list[str]:
    """Sentences on a test that leaks, and on one of few families.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.sizing.parts import parts_of
    >>> said = {"billing": "charge", "delivery": "parcel"}
    >>> rows = [chat(("user", f"{word} {n}"), ("assistant", label), seed=n)
    ...         for n in range(20) for label, word in said.items()]
    >>> notes_of(parts_of(rows, rows[:1], None, 0))[0][:40]
    '1 of 1 test row has a copy, near-copy or'
    """
    notes, tested, known = [], len(parts.test), parts.known
    if known:
        verb = "has" if tested == 1 else "have"
        of = f"{known:,} of {count(tested, 'test row')} {verb}"
        notes.append(
            f"{of} a copy, near-copy or sibling in train: part of this is memory."
        )
    families = len(set(parts.families))
    if 0 < 2 * families <= tested:
        rows = count(tested, "test row")
        said = f"The {rows} are only {count(families, 'family', 'families')}"
        notes.append(
            f"{said}: they say less than they seem to, and the true band is wider."
        )
    return notes


def too_small(left: int, smallest: int) -> str:
    """Why unfiltered rows have no curve.

    Examples
    --------
    >>> too_small(0, 10)
    '0 unfiltered rows are left to compare with; the smallest size is 10.'
    """
    verb = "is" if left == 1 else "are"
    rows = count(left, "unfiltered row")
    return f"{rows} {verb} left to compare with; the smallest size is {smallest:,}."
