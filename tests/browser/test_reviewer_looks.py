"""Does text from a file stay text in the reviewer, and can everyone read and use it?"""

import json
import unicodedata

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser.reviewing import SETUP, Stage
from ftwidgets.literals import literal, name_hidden

MARK = "window.hacked = 1"

MARKUP = [
    f"<script>{MARK}</script>",
    f"<img src=x onerror='{MARK}'>",
    f'"><img src=x onerror="{MARK}">',
    f"<svg onload='{MARK}'></svg>",
    f"<svg><script>{MARK}</script></svg>",
    f"<iframe srcdoc='<script>parent.{MARK}</script>'></iframe>",
    f"<iframe src='javascript:parent.{MARK}'></iframe>",
    f"<a href='javascript:{MARK}'>press</a>",
    f"[a link](javascript:{MARK}) **bold** `code`",
    f"<body onload='{MARK}'>",
    f"<details open ontoggle='{MARK}'>x</details>",
    f"<video><source onerror='{MARK}'></video>",
    f"<math><mtext></mtext><style><img src=x onerror='{MARK}'></style></math>",
    f"<template><script>{MARK}</script></template>",
    "<link rel=stylesheet href='http://192.0.2.1/x.css'>",
    "<img src='http://192.0.2.1/pixel.png'>",
    "<base href='http://192.0.2.1/'>",
    "<meta http-equiv=refresh content='0;url=http://192.0.2.1/'>",
    "<form action='http://192.0.2.1'><button>Keep</button></form>",
    "<style>.ft { display: none }</style>",
    "</textarea></div><h1>out</h1>",
    "<!-- comment --> <![CDATA[x]]> <?php x ?>",
    "&lt;b&gt; &amp;amp; &#36;x&#36; &#x202e;",
    "$x^2$ and $$y$$ and \\(z\\) and \\[w\\]",
    "\\begin{align}x\\end{align} \\unicode{x202e}",
    "{{constructor.constructor('alert(1)')()}} ${7*7} <%= 7*7 %>",
    "'; DROP TABLE labels; --",
    "=HYPERLINK('http://192.0.2.1')",
    "data:text/html,<script>alert(1)</script>",
    "__proto__ constructor toString",
]

HIDDEN = [
    "turned \u202e round \u202c back",
    "isolated \u2066 and \u2069",
    "zero\u200bwidth and \u2060 joiner and \ufeff mark",
    "soft\u00adhyphen",
    "nul \x00 bell \x07 escape \x1b[31m",
    "separators \u2028 and \u2029",
    "tags \U000e0041\U000e0042",
    "half \ud800 of a pair",
]

WIDE = [
    "e" + "\u0301" * 200,
    "ﷺ" * 50,
    "א ב ג mixed with latin",
    "wide " + "W" * 3000,
    "x" * 1_000_000,
]

HOSTILE = [*MARKUP, *HIDDEN, *WIDE]

NAMES = [text[:60] for text in [*MARKUP, *HIDDEN[:-1]]]
"""Such texts as names of labels."""

DATA = """
HOSTILE = json.loads(Path({file!r}).read_text())
hostile = [
    chat(("user", text), ("assistant", text[:5000]), id=text[:200], seed=text[:500],
         generator=text[:500], source=text[:500])
    for text in HOSTILE
]
names = json.loads(Path({names!r}).read_text())
"""

OVERFLOWING = """root => {
    const room = root.getBoundingClientRect(), found = [];
    const seen = node => node.closest('.ft-unseen, [hidden]') === null;
    for (const node of [root, ...root.querySelectorAll('*')].filter(seen)) {
        const box = node.getBoundingClientRect();
        if (box.width === 0 || node.tagName === 'OPTION') continue;
        const out = Math.max(room.left - box.left, box.right - room.right);
        const inside = node.tagName === 'SELECT' || node.tagName === 'INPUT'
            || getComputedStyle(node).display === 'inline' ? 0
            : node.scrollWidth - node.clientWidth;
        if (out > 1 || inside > 1)
            found.push(`${node.tagName}.${node.className} ${out} ${inside}`);
    }
    return found;
}"""
"""What sticks out of the widget, or out of itself."""

STATES = ("row", "edit", "note", "help", "end", "pair", "audit", "labels", "error")


@pytest.fixture(scope="module")
def stage(server, open_notebook):
    path = server.write_notebook("looks.ipynb", SETUP, "", "pass")
    notebook = open_notebook(path)
    notebook.dialogs = []
    notebook.page.on("dialog", lambda dialog: notebook.dialogs.append(dialog.message))
    yield Stage(notebook, server.folder / "looks")
    notebook.page.close()


@pytest.fixture(scope="module")
def hostile(stage):
    """Hostile texts in the kernel, as rows and as names."""
    files = [stage.folder / name for name in ("hostile.json", "names.json")]
    for file, texts in zip(files, (HOSTILE, NAMES), strict=True):
        file.write_text(json.dumps(texts))
    stage.notebook.tell(DATA.format(file=str(files[0]), names=str(files[1])))
    asked = []

    def hear(request):
        if not request.url.startswith("blob:"):  # so a widget's own script is loaded
            asked.append(request.url)

    stage.notebook.page.on("request", hear)
    return asked


def show_state(stage, state):
    """The reviewer in one of its states."""
    if state == "end":
        screen = stage.show("rows(1)")
        screen.judge("a")
    elif state == "pair":
        words = "Where is the parcel that I have ordered last week, please, number"
        screen = stage.show(f"rows(9, {words!r})", options="queue='near_duplicates'")
        screen.judge("x")
    elif state == "audit":
        screen = stage.show("rows(60)", options="queue='audit:50:0:kept'")
        screen.judge(*"aaxaaaaaax")
    elif state == "labels":
        task = 'Task("t", "classification", labels=[f"label {n}" for n in range(14)])'
        screen = stage.show(options=f"task={task}")
        screen.judge("1")
    else:
        screen = stage.show()
        screen.judge("a", "x")
    if state in ("edit", "note", "help"):
        screen.press({"edit": "e", "note": "n", "help": "?"}[state])
    if state == "edit":
        screen.type(" And some more words.")
        screen.find(".ft-editor ins").wait_for()
    if state == "error":
        stage.notebook.tell(
            "def broken(*them, **more): raise RuntimeError('it broke')\n"
            "reviewer._check = broken"
        )
        screen.press("e")
        screen.message("error").wait_for()
        screen.press("Escape")
        screen.button("Show the traceback").click()
    return screen


def is_untouched(stage, asked):
    """Nothing was run, asked for, typeset or opened."""
    page = stage.notebook.page
    assert page.evaluate("'hacked' in window") is False
    assert stage.notebook.dialogs == []
    assert stage.notebook.elsewhere == []
    own = ("/api/", "/static/favicons/")  # JupyterLab's
    assert [url for url in asked if not any(part in url for part in own)] == []
    made = "img, script, iframe, svg, video, style, link, a, form, h1, math, template"
    assert page.locator(".ft").locator(made).count() == 0
    assert page.locator("mjx-container, .MathJax").count() == 0
    assert page.evaluate(
        "document.querySelectorAll('base, meta[http-equiv]').length"
    ) == (page.evaluate("window.before ?? 0"))


def serious_problems(page):
    """What axe-core finds in the reviewer: rule, its words, and where."""
    found = Axe().run(page, context=".ft").response["violations"]
    return [
        (each["id"], each["help"], [node["html"][:200] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


def read(screen, selector):
    """Text of an element; the words for those who listen are not in it."""
    return screen.find(selector).first.evaluate("""node => {
        const copy = node.cloneNode(true);
        for (const each of copy.querySelectorAll('.ft-unseen')) each.remove();
        return copy.textContent;
    }""")


def as_read(text):
    """What is read of a text: each character that cannot be seen by its name."""
    return name_hidden(text).replace("[U+", "U+").replace("]", "")


def test_hostile_rows_are_shown_and_judged_as_text(stage, hostile):
    screen = stage.show("hostile", annotator="<img src=x onerror='window.hacked=1'>")
    assert (
        "<img src=x onerror='window.hacked=1'>" in screen.find(".ft-head").inner_text()
    )
    for text in HOSTILE:
        shown, whole = as_read(read(screen, ".ft-turn .ft-text")), as_read(text)
        assert shown == (whole if len(text) < 5000 else whole[: len(shown)]), text[:60]
        assert len(shown) >= min(len(whole), 5000)
        if len(literal(text)) <= 24:
            assert screen.row == literal(text)
        is_untouched(stage, hostile)
        before = len(screen.deeds())
        screen.press("a")
        screen.until(lambda before=before: len(screen.deeds()) == before + 1)
        screen.until(lambda: not screen.is_waiting)
        screen.settled()
    assert screen.row is None
    assert screen.session("judged") == len(HOSTILE)


def test_hostile_texts_can_be_typed_as_edits_and_notes(stage, hostile):
    screen = stage.show("rows(40)")
    for text in [*MARKUP[:12], *HIDDEN[:3]]:
        row = screen.row
        screen.press("n")
        screen.find(".ft-actions input").fill(text)
        screen.press("Control+Enter")
        screen.settled()
        assert literal(text) in read(screen, ".ft-note")
        screen.press("e")
        screen.find("textarea").fill(text)
        screen.until(lambda: screen.find(".ft-editor ins").count() > 0)
        screen.press("Control+Enter")
        screen.until(lambda row=row: screen.row != row)
        stage.notebook.painted()
        is_untouched(stage, hostile)
    values = [each["value"] for each in screen.deeds() if each["kind"] == "edit"]
    assert values == [*MARKUP[:12], *HIDDEN[:3]]


def test_hostile_names_of_labels_are_shown_as_text(stage, hostile):
    screen = stage.show("rows(60)", options="task=Task('t', 'other', labels=names)")
    buttons = screen.root.get_by_role("group", name="Labels").get_by_role("button")
    shown = [" ".join(each.split()) for each in buttons.all_inner_texts()]
    assert shown == [f"{n + 1} {literal(text)}" for n, text in enumerate(NAMES[:9])]
    screen.judge(*"123456789")
    assert [value for _, value in screen.labels()] == NAMES[:9]
    screen.press("?")
    assert literal(NAMES[0]) in screen.find(".ft-help").inner_text()
    is_untouched(stage, hostile)


def test_hostile_seeds_are_queues_named_by_text(stage, hostile):
    screen = stage.show("hostile")
    titles = screen.find("select option").all_text_contents()
    assert any("<script>" in title for title in titles)
    assert not any(unicodedata.category(c) == "Cf" for each in titles for c in each)
    screen.choose(
        screen.session("drawn.entries and 'children:' + json.dumps(HOSTILE[0])")
    )
    is_untouched(stage, hostile)


def test_a_long_line_is_cut_until_it_is_asked_for(stage, hostile):
    screen = stage.show("hostile[-1:]")
    assert 5000 < len(read(screen, ".ft-turn .ft-text")) < 50_000
    screen.root.get_by_role("button", name="Show all 1,000,000 characters").click()
    screen.until(lambda: len(read(screen, ".ft-turn .ft-text")) == 1_000_000)
    assert screen.root.evaluate(OVERFLOWING) == []


@pytest.mark.parametrize("state", STATES)
def test_everyone_can_use_it_and_nothing_sticks_out(stage, state):
    """axe-core finds nothing serious or critical; 550 is a window of 1100 at 200 %."""
    stage.notebook.look("light", 1100)
    screen = show_state(stage, state)
    for theme in ("light", "dark"):
        stage.notebook.look(theme, 1100)
        assert serious_problems(stage.notebook.page) == []
    for width in (550, 420):
        stage.notebook.look("dark", width)
        assert screen.root.evaluate(OVERFLOWING) == []


def test_nothing_sticks_out_whatever_stands_in_it(stage, hostile):
    stage.notebook.look("light", 420)
    screen = stage.show(
        "[*reversed(hostile)]",
        mode="instant",
        options="task=Task('t', 'other', labels=names)",
    )
    for _ in HOSTILE:
        assert screen.root.evaluate(OVERFLOWING) == [], screen.words[:500]
        screen.judge("a")
    stage.notebook.look("light", 1100)


def test_what_has_the_focus_can_be_seen(stage):
    screen = show_state(stage, "row")
    screen.focus()
    while screen.page.evaluate("document.activeElement.closest('.ft') !== null"):
        ring = screen.page.evaluate(
            "getComputedStyle(document.activeElement).boxShadow"
            " + getComputedStyle(document.activeElement).outlineStyle"
        )
        assert ring != "nonenone"
        screen.press("Tab")


def test_those_who_listen_are_told_what_changed(stage):
    screen = stage.show()
    screen.judge("x")
    live = screen.find("[role=status].ft-unseen")
    assert live.get_attribute("aria-live") == "polite"
    said = "Dropped r0. Row 2 of 20. 1 label saved."
    screen.until(lambda: live.text_content() == said)


def test_the_browser_did_not_complain(stage):
    assert stage.notebook.console == []
