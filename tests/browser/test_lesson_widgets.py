"""Do the lesson's four widgets answer hand and keys, and keep all in a real page?"""

import json

import pytest

from browser.bars import (
    FIRED,
    HOSTILE,
    INSIDE,
    LETTERS,
    NAMED,
    TOO_WIDE,
    cells,
    check_looks,
)
from browser.widget import Widget

LEARNER = "<img src=x onerror='window.hacked = 1'>"

SETUP = f"""
import errno, json
from datetime import date
import ftwidgets as ft
from ftwidgets import widgets
from ftwidgets.lesson import Progress, learner
from ftwidgets.lesson.exercises.exercise import Exercise as Asked, Miss, ask
from ftwidgets.widgets import exercise as module

progress = Progress({LEARNER!r})
known = module.exercise
write_file = learner.write_file
monday = date(2026, 11, 23)

def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")

def check(answer):
    if callable(answer):
        answer = ask(answer, 3, row=words)
    return (words,) if answer % 2 == 0 else Miss("It is odd.", words)

def exercise(number):
    return known(number) if number != 2 else Asked(
        2, "Even numbers", "Find one.", "n = ...", "n",
        ("Two is a number that is even.", "Write 2, and run the cell again."),
        "n = 2  # " + "or 4 " * 60, "2 is 2 x 1.", "And one without a 2?", check,
    )

module.exercise = exercise
words = "user: Where is my parcel?\\nassistant: On its way."
"""

PREDICT = "widgets.Predict('survivors', progress)"
CHOOSE = "widgets.Predict('narrow_pair', progress)"
QUIZ = "widgets.Quiz(3, progress)"
CARDS = "widgets.Flashcards(4, monday, progress)"
EXERCISE = "widgets.Exercise(2, {}, progress)"


class Shown(Widget):
    """One widget of the lesson in a page; ``it`` in the kernel."""

    def button(self, name):
        return self.root.get_by_role("button", name=name)

    def reads(self, *words):
        """Wait until all these words are read in the widget."""
        self.until(lambda: all(each in self.words for each in words))

    def ask(self, expression):
        return self.notebook.ask(expression)

    def becomes(self, expression, value):
        """Wait until the kernel knows a value."""
        self.until(lambda: self.ask(expression) == value)

    def type(self, letters):
        for letter in letters:
            self.press(letter)


class Room:
    """A notebook with one widget at a time, and one learner."""

    def __init__(self, notebook):
        self.notebook = notebook
        notebook.run_cell(0, SETUP)

    def show(self, source):
        self.notebook.run_cell(1, f"it = {source}\nit")
        return Shown(self.notebook).focus()

    def restart(self):
        """Another kernel: nothing is left but what is on the disk."""
        self.notebook.restart()
        self.notebook.run_cell(0, SETUP)

    def forget(self):
        self.notebook.tell("progress.path.unlink(missing_ok=True)")


@pytest.fixture(scope="module")
def room(server, open_notebook):
    path = server.write_notebook("lesson.ipynb", "", "", "x = 1", "y = 2")
    notebook = open_notebook(path)
    notebook.page.evaluate("window.hacked = 0")
    yield Room(notebook)
    assert notebook.elsewhere == []
    assert notebook.page.evaluate("window.hacked ?? 0") == 0
    notebook.page.close()


@pytest.fixture(autouse=True)
def anew(room):
    room.forget()


def right(shown, number=0):
    """Key of the right choice of a question, and of one that is wrong."""
    place = shown.ask(f"it.questions[{number}].right")
    return "abcd"[place], "abcd"[(place + 1) % 3]


# Predict


def test_a_guess_is_dragged_kept_and_drawn_beside_the_truth(room, screenshots):
    shown = room.show(PREDICT)
    assert shown.button("Commit the guess").is_disabled()
    assert "403" not in shown.root.text_content()
    ticks = shown.find(".ft-pre-ticks > span").all_inner_texts()
    assert ticks == ["0", "100", "200", "300", "400", "500", "630"]
    box = shown.find(".ft-pre-area").bounding_box()
    mouse = shown.page.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 500 / 630, box["y"] + 5, steps=3)
    mouse.up()
    slider = shown.root.get_by_role("slider")
    assert abs(int(slider.get_attribute("aria-valuenow")) - 500) <= 1
    shown.press("ArrowLeft", "Home", "End", "PageDown", "ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "568 left"
    for end in ("Home", "End"):
        shown.press(end)
        assert shown.root.evaluate(TOO_WIDE) == []
    shown.press("PageDown", "ArrowRight")
    shown.button("Commit the guess").click()
    shown.reads("403 left", "your guess 568", "165 off", "guess on disk")
    assert shown.ask("[progress.guess('survivors'), it.truth.value]") == [568, 403]
    assert "has its reason" not in shown.root.text_content()
    dot = shown.find(".ft-pre-dot").bounding_box()
    ring = shown.find(".ft-pre-ring").bounding_box()
    width = shown.find(".ft-pre-area").bounding_box()["width"]
    assert ring["x"] - dot["x"] == pytest.approx(width * 165 / 630, abs=2)
    shown.button("Why?").click()
    shown.reads("each row that falls has its reason")
    check_looks(shown, screenshots, "Predict-why")
    shown.button("Guess again").click()
    shown.button("Press again").click()
    shown.becomes("it.guess", None)
    check_looks(shown, screenshots, "Predict-ask")


def test_a_guess_is_typed_and_committed_by_keys(room):
    shown = room.show(PREDICT)
    shown.type("9999")
    assert shown.button("Commit the guess").is_disabled()
    shown.press("Backspace", "Enter")
    assert shown.ask("it.guess") is None
    shown.press("Control+A", "4", "0", "3", "Enter")
    shown.reads("403 left", "your guess 403")
    assert shown.find(".ft-pre-dot-exact").count() == 1
    assert shown.ask("it.distance") == "exactly as you guessed"
    shown.press("Enter")
    shown.reads("each row that falls has its reason")


def test_a_choice_is_taken_by_its_key_and_is_there_in_the_next_kernel(room):
    shown = room.show(CHOOSE)
    truth = shown.ask("it.prediction.reveal().value")
    choices = shown.ask("list(it.prediction.choices)")
    wrong = (choices.index(truth) + 1) % len(choices)
    shown.find(".ft-les-choice").nth(choices.index(truth)).click()
    shown.press("abcd"[wrong], "Enter")
    shown.reads("× your guess", "✓ what happens")
    assert shown.ask("progress.guess('narrow_pair')") == choices[wrong]
    room.notebook.reload()
    Shown(room.notebook).reads("× your guess", "✓ what happens")
    room.restart()
    shown = room.show(CHOOSE)
    shown.reads("× your guess", "✓ what happens")
    assert shown.find("[data-tone=right]").inner_text().split("\n")[1] == truth


# Quiz


def test_the_quiz_is_answered_by_keys_and_by_mouse(room, screenshots):
    shown = room.show(QUIZ)
    key, other = right(shown)
    shown.press(other)
    shown.reads("× your first try", "Read why, then try again")
    shown.press("Enter", key)
    shown.reads("✓ right", "right at the second try", "answers on disk")
    check_looks(shown, screenshots, "Quiz-right")
    shown.focus().press("Enter")
    shown.reads("question 2 of")
    place = shown.ask("it.questions[1].right")
    shown.find(".ft-les-choice").nth(place).click()
    shown.reads("right at once", "1 of 4 right at once")
    texts = shown.ask("[[c.text for c in q.choices] for q in it.questions]")
    ids = shown.ask("[q.id for q in it.questions]")
    places = "abcd".index(other), "abcd".index(key)
    assert shown.ask("it.answers") == {
        ids[0]: [texts[0][each] for each in places],
        ids[1]: [texts[1][place]],
    }
    shown.press("ArrowLeft")
    shown.reads("question 1 of", "× your first try")
    room.notebook.reload()
    shown = Shown(room.notebook).focus()
    shown.reads("question 1 of", "× your first try", "1 of 4 right at once")
    room.restart()
    shown = room.show(QUIZ)
    shown.reads("question 3 of", "1 of 4 right at once")
    shown.press("ArrowRight")
    shown.reads("question 4 of")
    shown.button("Next question").click()
    shown.reads("the result", "not answered yet", "right at the second try")
    check_looks(shown, screenshots, "Quiz-result")
    shown.button("Start again").click()
    assert shown.ask("len(it.answers)") == 2
    shown.button("Press again").click()
    shown.reads("question 1 of")
    assert shown.ask("[it.answers, it.last_error]") == [{}, ""]


# Flashcards


def test_cards_are_turned_and_judged_by_keys_and_by_mouse(room, screenshots):
    shown = room.show(CARDS)
    cards = shown.ask("[[c.id, c.front, c.back] for c in it.cards.values()]")
    shown.press("j", "k")
    assert cards[0][2] not in shown.words
    shown.press("Space")
    shown.reads(cards[0][2], "“knew it” moves the card to 1 day")
    check_looks(shown, screenshots, "Flashcards-back")
    shown.focus().press("k")
    shown.reads(cards[1][1], "cards on disk")
    assert cards[1][2] not in shown.root.text_content()
    assert shown.ask("progress.cards") == {cards[0][0]: {"box": 2, "due": "2026-11-24"}}
    shown.press("Control+z")
    shown.reads(cards[0][1])
    assert shown.ask("progress.cards") == {}
    shown.button("Turn the card").click()
    shown.button("Not yet").click()
    shown.reads(cards[1][1])
    for _, _, back in (*cards[1:], cards[0]):
        shown.press("Space")
        shown.reads(back)
        shown.button("I knew it").click()
        shown.until(lambda back=back: back not in shown.words)
    shown.reads("Nothing is due today", "tomorrow, Tuesday 24 November")
    check_looks(shown, screenshots, "Flashcards-empty")
    room.notebook.reload()
    shown = Shown(room.notebook).focus()
    shown.reads("Nothing is due today")
    room.restart()
    shown = room.show(CARDS)
    shown.reads("Nothing is due today")
    assert shown.ask("list(it.counts)") == [0, 4, 0, 0, 0]
    shown.press("Enter")
    shown.reads("4 to go, not due", "it is not due")
    assert shown.ask("it.last_error") == ""


# Exercise


def test_help_comes_in_steps_and_reset_takes_two_presses(room, screenshots):
    shown = room.show(EXERCISE.format("..."))
    shown.reads("Not started", "0 of 9")
    check_looks(shown, screenshots, "Exercise-not-started")
    shown = room.show(EXERCISE.format("3"))
    shown.reads("~ Not yet", "It is odd.", "1 answer judged")
    assert "parcel" not in shown.words
    shown.press("h")
    shown.reads("Two is a number that is even.")
    shown.press("s")
    assert "Now try this one" not in shown.words
    shown.press("Escape")
    shown.focus()
    shown = room.show(EXERCISE.format("3"))
    shown.reads(
        "Where it fails", "Where is my parcel?", "Two is a number that is even."
    )
    shown.button("Hint 2 of 2").click()
    shown.reads("Write 2, and run")
    shown = room.show(EXERCISE.format("5"))
    assert shown.find(".ft-button-main").inner_text() == "S\nShow the solution"
    shown.press("s")
    shown.reads("Now try this one", "And one without a 2?")
    assert shown.root.evaluate("root => root === document.activeElement")
    check_looks(shown, screenshots, "Exercise-solution")
    said = shown.ask("[it.attempts.hints, it.attempts.solution_seen]")
    assert said == [2, True]
    shown = room.show(EXERCISE.format("4"))
    shown.reads("✓ Passed", "1 of 9")
    room.notebook.reload()
    shown = Shown(room.notebook).focus()
    shown.reads("✓ Passed", "1 of 9", "Write 2, and run")
    shown.button("Reset").click()
    assert shown.ask("sorted(progress.passed)") == [2]
    shown.button("Press again").click()
    shown.reads("Not started", "0 of 9")
    assert shown.ask("[sorted(progress.passed), it.last_error]") == [[], ""]


def test_hostile_rows_checks_and_exceptions_are_read_as_they_are(room):
    hostile = json.dumps("\n".join(HOSTILE))
    room.notebook.tell(f"words = json.loads({hostile!r})")
    for answer in ("4", "3", "3", "lambda n: n.messages[words]", "lambda n: {}[words]"):
        shown = room.show(EXERCISE.format(answer))
    shown.reads("× Your code raised an error", "KeyError", "It was given", "U+202E")
    markup = "img, script, iframe, object, embed, link, base, form, video, style, a"
    assert shown.find(markup).count() == 0
    for hidden in "\u200b\u202e\u2066\ufeff\x07\x1b":
        assert hidden not in shown.root.text_content()
    assert shown.page.evaluate("window.hacked ?? 0") == 0
    assert "hacked" in shown.words


# All four


@pytest.mark.parametrize("source", [PREDICT, QUIZ, CARDS, EXERCISE.format("3")])
def test_no_key_reaches_jupyterlab_and_tab_escape_and_help_work(room, source):
    shown = room.show(source)
    before = cells(shown)
    shown.page.evaluate(FIRED)
    for key in (*LETTERS, *"0123456789", *NAMED, *"dd", "x"):
        shown.press(key)
        if not shown.page.evaluate(INSIDE):
            shown.focus()
    room.notebook.painted()
    assert cells(shown) == before
    assert shown.page.evaluate("window.fired") == []
    shown.focus().press("?")
    assert shown.find(".ft-help-keys > li").first.is_visible()
    shown.press("Escape")
    assert shown.find(".ft-help").is_hidden()
    for way in ("Tab", "Shift+Tab"):
        shown.focus()
        for _ in range(40):
            shown.press(way)
            if not shown.page.evaluate(INSIDE):
                break
        assert not shown.page.evaluate(INSIDE)
    shown.focus().press("Escape", "Escape")
    assert not shown.page.evaluate(INSIDE)


DEEDS = {
    PREDICT: (["End", "Enter"], "630"),
    QUIZ: (["a"], "your first try|✓ right"),
    EXERCISE.format("3"): (["h"], "Two is a number"),
}


@pytest.mark.parametrize("source", DEEDS)
def test_a_full_disk_is_said_and_the_same_press_works_later(room, source):
    shown = room.show(source)
    keys, later = DEEDS[source]
    before = shown.ask("progress.path.exists() and progress.path.read_text()")
    room.notebook.tell("learner.write_file = full")
    shown.press(*keys)
    shown.reads("That was not saved: the disk is full.", "not saved")
    assert shown.ask("it.last_error").startswith("OSError")
    after = shown.ask("progress.path.exists() and progress.path.read_text()")
    assert after == before
    room.notebook.tell("learner.write_file = write_file")
    shown.button("Try again").click()
    shown.until(lambda: any(each in shown.words for each in later.split("|")))
    shown.until(lambda: "not saved" not in shown.words)


def test_a_kernel_that_is_gone_is_said_and_takes_nothing(room):
    shown = room.show(QUIZ)
    room.notebook.restart()
    shown.reads("not connected", "Run this cell again")
    shown.focus().press("a")
    assert "your first try" not in shown.words
    room.notebook.run_cell(0, SETUP)
