"""How is chosen without chance? By hashing what is asked, the same on every machine.

`random` is not used: its methods may choose otherwise in another Python.
"""

import functools
import math
from collections.abc import Sequence
from typing import TypeVar

from ftwidgets.examples import sha256

T = TypeVar("T")

_WHOLE = 1 << 32


class Draw:
    """All choices of one child.

    Parameters
    ----------
    key : str
        What its siblings share: the seed, and whatever else decides.
    child : int
        The how manieth of its seed.

    Examples
    --------
    >>> draws = [Draw("a key", child) for child in range(4)]
    >>> [draw.pick("colour", ["oak", "ash", "red"]) for draw in draws]
    ['red', 'red', 'red', 'oak']
    >>> sorted(draw.walk("turn", "abcd", draw.child) for draw in draws)
    ['a', 'b', 'c', 'd']
    """

    def __init__(self, key: str, child: int) -> None:
        self.key, self.child = key, child

    def number(self, what: str, below: int) -> int:
        """A whole number from 0 on, below another; chosen for this child alone."""
        return _hash(f"{self.key}\n{self.child}\n{what}") % below

    def pick(self, what: str, options: Sequence[T]) -> T:
        """One of the options; siblings choose independently of each other."""
        return options[self.number(what, len(options))]

    def walk(self, what: str, options: Sequence[T], turn: int) -> T:
        """One of the options; another turn, another one, while any are left."""
        start, step = _course(f"{self.key}\n{what}", len(options))
        return options[(start + turn * step) % len(options)]

    def chance(self, what: str, share: float) -> bool:
        """Whether it is one of this share of the children."""
        return self.number(what, _WHOLE) < share * _WHOLE

    def order(self, what: str, options: Sequence[T]) -> list[T]:
        """All options, in an order of this child's own."""
        ranks = [
            _hash(f"{self.key}\n{self.child}\n{what}\n{i}") for i in range(len(options))
        ]
        return [options[i] for i in sorted(range(len(options)), key=ranks.__getitem__)]


def _hash(text: str) -> int:
    return int(sha256(text)[:16], 16)


@functools.lru_cache(maxsize=4_096)
def _course(text: str, size: int) -> tuple[int, int]:
    """Where a walk over so many options begins, and how wide its steps are."""
    rest, start = divmod(_hash(text), size)
    step = rest % size or 1
    while math.gcd(step, size) != 1:
        step += 1
    return start, step
