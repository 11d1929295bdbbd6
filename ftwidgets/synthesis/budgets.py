"""Does the budget allow one more call, even if it costs the most it can?"""

from ftwidgets.synthesis.book import Book
from ftwidgets.synthesis.prices import dollars


class Budget:
    """What may be spent, and what is spoken for.

    Parameters
    ----------
    book : Book
        Says what was spent.
    limit : float or None
        Dollars; ``None`` is no limit.
    run : str
        Id of this run: calls that others have left unanswered may be billed.
    """

    def __init__(self, book: Book, limit: float | None, run: str) -> None:
        self.limit = limit
        self._book = book
        self._run = run
        self._reserved: dict[str, float] = {}
        self._counted: tuple[int, float | None, int] = (-1, None, 0)

    def free(self, name: str) -> None:
        """The call of this name is over: its cost is in the book."""
        self._reserved.pop(name, None)

    def allows(self, name: str, worst: float | None) -> bool | None:
        """Whether a call may go out; ``None`` if it may as soon as others are over.

        What is in flight mostly costs less than it could: its reply makes room again.

        Parameters
        ----------
        name : str
            Of the call; what it may cost is reserved until `free` is called.
        worst : float or None
            Dollars it can cost at most.
        """
        if self.limit is None:
            return True
        spent = self.spent(worst)
        if spent is None or worst is None:
            return False
        others = sum(self._reserved.values()) - self._reserved.get(name, 0.0)
        if spent + others + worst <= self.limit:
            self._reserved[name] = worst
            return True
        return None if others > 0 else False

    def spent(self, worst: float | None) -> float | None:
        """Dollars at most so far; ``None`` where nobody can say.

        A reply that does not say what it used is taken for the dearest.
        """
        if self._counted[0] != self._book.version:
            cost = self._book.cost
            if cost is not None:
                cost += self._book.lost_cost(self._run)
            self._counted = self._book.version, cost, self._book.without_cost
        _, cost, without = self._counted
        if cost is None or (without and worst is None):
            return None
        return cost + without * (worst or 0.0)

    def why_not(self, worst: float | None) -> str:
        """Why no call may go out, in words."""
        spent = self.spent(worst)
        if spent is None or worst is None:
            return "the price of the model is unknown"
        return (
            f"{dollars(spent)} of {dollars(self.limit)} are spent or may be billed, "
            f"and one more call may cost up to {dollars(worst)}"
        )
