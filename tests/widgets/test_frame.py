"""Is a page answered whatever happens, and is one script made of many?"""

import json
import re
import shutil
import subprocess

import pytest

from ftwidgets import widgets
from ftwidgets.widgets.frame import STATIC, Frame, join_scripts, join_styles
from widgets.playing import Page

_NOT_RUN = "node is not installed"

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason=_NOT_RUN)


class Counter(Frame):
    """The smallest widget there is."""

    _esm = "export default {}"

    def __init__(self):
        self.number = 0
        super().__init__()

    def snapshot(self):
        return {"number": self.number}

    def handlers(self):
        return {"add": self._add, "divide": self._divide}

    def _add(self, number):
        self.number += number
        self.send({"is": "sum", "number": self.number})

    def _divide(self, by):
        self.send({"is": "share", "number": self.number / by})


@pytest.fixture
def page():
    return Page(Counter())


def node(script):
    """What a script prints as JSON; it may import our files by their names."""
    ran = subprocess.run(
        ["node", "--input-type=module", "--eval", script],
        cwd=STATIC,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_a_request_is_answered(page):
    assert page.ask("add", number=3) == [{"is": "sum", "number": 3}]


def test_what_fails_is_shown_in_the_page_and_kept(page):
    (answer,) = page.ask("divide", by=0)
    assert answer["is"] == "error"
    assert "division by zero" in answer["message"]
    assert "in _divide" in answer["traceback"]
    assert page.widget.last_error == "ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    "message",
    [
        {"do": "nothing of ours"},
        {},
        {"do": "add"},
        {"do": "add", "numbers": 1},
        {"do": "add", "number": 1, "more": 2},
        {"do": ["add"]},
        {"do": "add", "number": "three"},
    ],
)
def test_a_request_that_is_none_is_an_error_and_the_next_one_works(page, message):
    page.widget._handle_custom_msg(message, [])
    assert [each["is"] for each in page.told] == ["error"]
    assert page.widget.last_error
    assert page.ask("add", number=1) == [{"is": "sum", "number": 1}]


@pytest.mark.parametrize("message", [None, 7, "add", [1, 2]])
def test_a_message_that_is_no_object_is_an_error_too(page, message):
    page.widget._handle_custom_msg(message, [])
    assert [each["is"] for each in page.told] == ["error"]


def test_a_page_opened_later_gets_the_state_of_that_moment(page):
    page.ask("add", number=3)
    assert page.widget.get_state("_start")["_start"] == {"number": 3}
    page.ask("add", number=4)
    assert page.widget.get_state()["_start"] == {"number": 7}


def test_a_widget_has_not_failed_at_its_start(page):
    assert page.widget.last_error == ""


def test_joined_scripts_import_nothing_and_export_one_thing():
    names = ("dom.js", "frame.js", "outbox.js", "review_store.js", "reviewer.js")
    joined = join_scripts("conversation.js", *names)
    assert not re.search(r"^import\b", joined, re.MULTILINE)
    assert re.findall(r"^export .*", joined, re.MULTILINE) == ["export default () => {"]


def test_no_script_of_ours_makes_markup_of_text():
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
        r"|https?://"
    )
    for script in STATIC.glob("*.js"):
        assert not forbidden.search(script.read_text("utf-8")), script.name


def test_styles_begin_with_the_shared_ones_and_ask_for_nothing_elsewhere():
    joined = join_styles("reviewer.css")
    assert joined.startswith((STATIC / "tokens.css").read_text("utf-8"))
    assert "url(" not in joined
    assert "@import" not in joined


@needs_node
@pytest.mark.parametrize("name", widgets.__all__)
def test_two_of_our_scripts_never_use_one_name_for_two_things(name, tmp_path):
    # Declared twice would be a SyntaxError when the module is read.
    file = tmp_path / "joined.mjs"
    file.write_text(getattr(widgets, name)._esm)
    module = f"(await import({str(file)!r}))"
    assert node(f"console.log(JSON.stringify(typeof {module}.default))") == "function"


PRESSES = {
    "a letter": ({"key": "a", "code": "KeyA"}, "a"),
    "with shift or caps lock": ({"key": "A", "code": "KeyA"}, "a"),
    "on another layout, where it is": ({"key": "ф", "code": "KeyA"}, "a"),
    "on another layout, with shift": ({"key": "Ф", "code": "KeyA"}, "a"),
    "a letter that another layout has elsewhere": ({"key": "a", "code": "KeyQ"}, "a"),
    "a digit": ({"key": "1", "code": "Digit1"}, "1"),
    "a digit of a number pad": ({"key": "1", "code": "Numpad1"}, "1"),
    "a mark": ({"key": "?", "code": "Slash"}, "?"),
    "a letter that is on no letter's key": ({"key": "ö", "code": "Semicolon"}, "ö"),
    "a named key": ({"key": "ArrowLeft", "code": "ArrowLeft"}, "ArrowLeft"),
    "a dead key": ({"key": "Dead", "code": "Quote"}, "Dead"),
    "from a program, without its place": ({"key": "x"}, "x"),
}


@needs_node
@pytest.mark.parametrize("press", PRESSES)
def test_a_key_has_the_name_that_key_maps_use(press):
    event, name = PRESSES[press]
    script = (
        "import { keyName } from './frame.js';"
        f"console.log(JSON.stringify(keyName({json.dumps(event)})))"
    )
    assert node(script) == name
