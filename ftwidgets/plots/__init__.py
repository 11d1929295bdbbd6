"""What shall people see? Results as plain plotly figures in one calm style.

This package is the only one that knows plotly; it is loaded when it is first used.
"""

from ftwidgets.plots.charts import duplicate_curve, score_histogram
from ftwidgets.plots.curves import learning_curve
from ftwidgets.plots.funnels import funnel
from ftwidgets.plots.parts import split_bars
from ftwidgets.plots.style import Picture

__all__ = [
    "Picture",
    "duplicate_curve",
    "funnel",
    "learning_curve",
    "score_histogram",
    "split_bars",
]
