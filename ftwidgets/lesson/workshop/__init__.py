"""How does a learner build a dataset of their own, from a task to a certificate?"""

from ftwidgets.lesson.workshop.workshop import Workshop

__all__ = ["Workshop"]
