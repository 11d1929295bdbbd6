"""Which rows did people look at, and what did they decide?

A review needs no screen: `ReviewSession` has the verbs, `ftwidgets.Reviewer` shows it.
`read_reviews` puts several people's journals together, `with_reviews` names them in a
recipe.
"""

from ftwidgets.review.consequences import with_reviews
from ftwidgets.review.people import read_reviews
from ftwidgets.review.queues import Queue
from ftwidgets.review.session import ReviewSession

__all__ = ["Queue", "ReviewSession", "read_reviews", "with_reviews"]
