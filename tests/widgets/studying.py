"""What does a page of a lesson's widget do, and what does it know?"""

import json

from widgets.playing import DeedPage


class LessonPage(DeedPage):
    """The page of a lesson's widget."""

    @property
    def start(self):
        """What a page opened now begins with, as JSON text."""
        return json.dumps(self.widget.get_state("_start")["_start"], allow_nan=False)

    @property
    def view(self):
        return json.loads(self.start)["view"]
