"""How many examples are enough? The lesson's table, and a curve of one's own rows."""

from ftwidgets.sizing.curve import Curve
from ftwidgets.sizing.measuring import Step, learning_curve
from ftwidgets.sizing.points import Gain, Point
from ftwidgets.sizing.recommendation import (
    Purchase,
    SizeRecommendation,
    recommend_size,
)
from ftwidgets.sizing.table import BEHAVIOURS, RETURNS, Behaviour, Return

__all__ = [
    "BEHAVIOURS",
    "RETURNS",
    "Behaviour",
    "Curve",
    "Gain",
    "Point",
    "Purchase",
    "Return",
    "SizeRecommendation",
    "Step",
    "learning_curve",
    "recommend_size",
]
