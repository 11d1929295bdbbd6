"""How are rows, operations and journals made in the tests of the review?"""

import json
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st

from ftwidgets.examples import chat
from ftwidgets.review.operations import KINDS, Operation

TESTS = Path(__file__).resolve().parent.parent

LABELS = ("billing", "delivery", "refund")

texts = st.text(st.characters(exclude_categories=()), max_size=12)
"""Any text that Python can hold, half characters too."""

some = texts.filter(bool)

_values = {
    "label": texts,
    "note": texts,
    "flag": st.booleans(),
    "edit": st.none() | texts,
}


@st.composite
def operations(draw):
    """Any operation."""
    kind = draw(st.sampled_from(KINDS))
    target = some if kind in ("undo", "redo") else st.none() | some
    turns = st.integers(0, 10**30)
    return Operation(
        id=draw(some),
        kind=kind,
        row=draw(some),
        by=draw(some),
        window=draw(texts),
        at=draw(texts),
        fingerprint=draw(texts),
        value=draw(_values.get(kind, st.none())),
        turn=draw(turns if kind == "edit" else st.none() | turns),
        target=draw(target),
        seconds=draw(
            st.none() | st.integers(0, 10**14) | st.floats(0, 1e15, exclude_max=True)
        ),
        queue=draw(texts),
        then=draw(st.none() | some),
        start=draw(texts),
    )


def read_text(text):
    """A text as it is read from JSON: halves that stand side by side are one."""
    return json.loads(json.dumps(text))


def label(operation_id, row="row", value="keep", **values):
    return Operation(operation_id, "label", row, "mira", value=value, **values)


def row(number, reply="billing", **beside):
    """A row with its own id."""
    question = f"Question {number} about something"
    return chat(("user", question), ("assistant", reply), id=f"r{number}", **beside)


def rows(number):
    return [row(each, LABELS[each % 3]) for each in range(number)]


def content(example):
    """Texts of the messages."""
    return [message["content"] for message in example["messages"]]


def lines_of(path):
    """Values of the lines of a journal, each of which is whole."""
    data = path.read_bytes()
    assert data.endswith(b"\n")
    return [json.loads(line) for line in data.splitlines()]


def deeds_in(path):
    """Kind and value of the operations in a journal."""
    return [(each["kind"], each.get("value")) for each in lines_of(path)[1:]]


@contextmanager
def child(code, *arguments):
    """A real process that runs this code; killed at the end if it still runs."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=TESTS
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def killed_in_the_middle(code, *arguments, after):
    """What a process had printed when it was killed: after a first line and a while."""
    with child(code, *arguments) as process:
        first = process.stdout.readline()
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
        else:
            raise AssertionError("the process ended by itself")
        return [line.strip() for line in (first, *process.stdout)]


@contextmanager
def small_disk(folder, size="64k"):
    """A real disk of that size at the folder; ``None`` where none can be mounted."""
    folder.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
    if not mount or subprocess.run([mount, *options], capture_output=True).returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def make_read_only(disk):
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
