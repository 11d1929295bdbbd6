"""What does a page of a lesson's widget do, and what does it know?"""

import itertools
import json

from widgets.playing import Page

HOSTILE = "pay\u200bpal \u202egnp.exe <script>window.hacked = 1</script>"


class LessonPage(Page):
    """The page of a lesson's widget: every deed has an id of its own."""

    _numbers = itertools.count(1)

    def act(self, do, **values):
        """Do something; the one answer."""
        id = values.pop("id", f"op{next(self._numbers)}")
        (answer,) = self.ask(do, id=id, **values)
        assert answer["id"] == id
        return answer

    @property
    def start(self):
        """What a page opened now begins with, as JSON text."""
        return json.dumps(self.widget.get_state("_start")["_start"], allow_nan=False)

    @property
    def view(self):
        return json.loads(self.start)["view"]
