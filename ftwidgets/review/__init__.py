"""Which rows did people look at, and what did they decide?

A review needs no screen: `ReviewSession` has the verbs, `ftwidgets.Reviewer` shows them.
"""

from ftwidgets.review.queues import Queue
from ftwidgets.review.session import ReviewSession

__all__ = ["Queue", "ReviewSession"]
