"""What does every widget of ours have in a page, and how is a state waited for?"""

import time
from collections.abc import Callable

from playwright.sync_api import Locator

from browser.lab import PATIENCE, Notebook


class Widget:
    """One widget in a page."""

    def __init__(self, notebook: Notebook, index: int = 0) -> None:
        self.notebook = notebook
        self.page = notebook.page
        self.root = self.page.locator(".ft").nth(index)
        self.root.wait_for()
        self.notebook.painted()

    def find(self, selector: str) -> Locator:
        return self.root.locator(selector)

    @property
    def saved(self) -> str:
        """What is said of the disk."""
        return self.find(".ft-saved").text_content()

    @property
    def words(self) -> str:
        """All that is read in the widget now."""
        return self.root.inner_text()

    def focus(self) -> "Widget":
        self.root.focus()
        return self

    def press(self, *keys: str) -> None:
        """Press keys, as fast as the browser takes them."""
        for key in keys:
            self.page.keyboard.press(key)

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a state, frame by frame."""
        end = time.monotonic() + PATIENCE / 1000
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"it never came to this:\n{self.words}")
            self.notebook.painted()
