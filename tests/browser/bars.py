"""Which bars does every widget of ours meet in a page? Keys, hostile texts, looks."""

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from browser.widget import Widget
from ftwidgets.widgets.explorer import SHARED_STYLES
from ftwidgets.widgets.frame import join_styles

LOOKS = [(theme, width) for theme in ("light", "dark") for width in (1100, 720)]

LETTERS = "abcdefghijklmnopqrstuvwxyz"

NAMED = [
    *("Enter", "Shift+Enter", "Control+Enter", "Alt+Enter", "Space", "Shift+Space"),
    *("ArrowUp", "ArrowDown", "Shift+ArrowDown", "Home", "End", "PageUp", "PageDown"),
    *("Backspace", "Delete", "Shift+M", "Shift+L", "Shift+O", "Shift+V", "Shift+J"),
    *("Control+B", "Control+Shift+C", "Control+Shift+Minus", "Control+S", "Control+A"),
    *("Control+Shift+H", "Control+M", "Alt+a", "F2", "Control+z", "?", "?"),
]
"""Keys of JupyterLab's commands besides letters; those that leave are elsewhere."""

FIRED = """() => {
    window.fired = [];
    if (window.listening) return;
    window.listening = true;
    // JupyterLab asks for its kernel by commands of its own, now and then.
    const isQuestion = id => id.endsWith(':get-kernel');
    jupyterapp.commands.commandExecuted.connect(
        (_, { id }) => isQuestion(id) || window.fired.push(id));
}"""

INSIDE = "document.querySelector('.ft').contains(document.activeElement)"

HOSTILE = [
    "<script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    "<svg onload='window.hacked = 1'>",
    "<svg><script>window.hacked = 1</script></svg>",
    "<iframe srcdoc='<script>parent.hacked = 1</script>'></iframe>",
    "<iframe src='javascript:parent.hacked = 1'></iframe>",
    "<body onload=window.hacked=1>",
    "<details open ontoggle=window.hacked=1>",
    "<video><source onerror=window.hacked=1>",
    "<input autofocus onfocus=window.hacked=1>",
    "<a href='javascript:window.hacked=1'>press</a>",
    "<form action='javascript:window.hacked=1'><button>x</button></form>",
    "<object data='javascript:window.hacked=1'></object>",
    "<embed src='http://192.0.2.1/x.swf'>",
    "<link rel=stylesheet href='http://192.0.2.1/x.css'>",
    "<style>* { display: none }</style>",
    "<style>@import 'http://192.0.2.1/x.css'</style>",
    "<base href='http://192.0.2.1/'>",
    "<meta http-equiv=refresh content='0;url=http://192.0.2.1/'>",
    "<img src='http://192.0.2.1/x.png'>",
    "<math><mi xlink:href='javascript:window.hacked=1'>x</mi></math>",
    "<template><script>window.hacked = 1</script></template>",
    "</textarea><script>window.hacked = 1</script>",
    "</style></script><img src=x onerror=window.hacked=1>",
    "[a link](javascript:window.hacked=1) ![x](http://192.0.2.1/x.png)",
    "$x^2$ and $$y$$ and \\(z\\) and \\[w\\]",
    "\\begin{align}x\\end{align} \\href{javascript:window.hacked=1}{x}",
    "{{constructor.constructor('window.hacked=1')()}} ${window.hacked=1}",
    "&lt;b&gt; &amp;amp; &#36;x&#36; &#x202e;",
    "=HYPERLINK('http://192.0.2.1')",
    "turned \u202e round \u2066 and \u200b hidden \ufeff",
    "nul \x00 bell \x07 escape \x1b[2J",
    "line \u2028 paragraph \u2029 end",
    "e" + "\u0301" * 60 + " Zalgo",
    "long" * 2000,
]

TOO_WIDE = """root => [...root.querySelectorAll('*')].filter(node => {
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    const scrolls = style.overflowX !== 'visible' || style.position === 'absolute';
    return box.width && !scrolls && node.scrollWidth > node.clientWidth + 1
        && style.display !== 'inline';
}).map(node => node.className)"""
"""Nodes whose text is cut off."""


def cells(widget: Widget) -> list[Any]:
    """What must not change while one writes: kind and source of the cells."""
    return widget.page.evaluate(
        "() => jupyterapp.shell.currentWidget.content.widgets.map("
        "cell => [cell.model.type, cell.model.sharedModel.getSource()])"
    )


def grave_faults(widget: Widget) -> list[Any]:
    """What axe calls serious or critical in a widget."""
    found = Axe().run(widget.page, context=".ft").response
    return [
        (each["id"], [node["html"] for node in each["nodes"]])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


SHARED_LAST = """([root, shared]) => {
    const seen = ['color', 'backgroundColor', 'fontWeight', 'fontSize', 'display',
        'paddingLeft', 'paddingTop', 'minHeight', 'width', 'gap', 'borderTopWidth',
        'borderTopColor', 'textDecorationLine', 'textDecorationColor', 'alignItems'];
    const look = () => [...root.querySelectorAll('*')].map(node => {
        const style = getComputedStyle(node);
        return node.className + ': ' + seen.map(name => style[name]).join(' | ');
    });
    const before = look();
    const last = document.createElement('style');
    last.textContent = shared;
    document.head.append(last);
    const after = look();
    last.remove();
    return before.filter((value, at) => value !== after[at]);
}"""


def check_order_of_styles(widget: Widget) -> None:
    """A widget shown later brings the shared styles again, behind a widget's own."""
    shared = join_styles(shared=SHARED_STYLES)
    widget.page.mouse.move(0, 0)
    changed = widget.page.evaluate(SHARED_LAST, [widget.root.element_handle(), shared])
    assert not changed, changed


def check_looks(widget: Widget, folder: Path, name: str) -> None:
    """Take pictures in both themes, wide and narrow; no fault, and nothing cut off."""
    for theme, width in LOOKS:
        widget.notebook.look(theme, width, 2400)
        widget.notebook.painted()
        widget.root.scroll_into_view_if_needed()
        widget.root.screenshot(path=folder / f"{name}-{theme}-{width}.png")
        assert grave_faults(widget) == []
        assert widget.root.evaluate(TOO_WIDE) == []
    widget.notebook.look("light", 1100)
    widget.focus()  # JupyterLab may take the focus along when it changes its theme
    check_order_of_styles(widget)
