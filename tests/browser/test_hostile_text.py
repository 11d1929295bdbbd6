"""Does text from a file stay text in a real page, whatever it holds?"""

import json

import nbformat
import pytest

from browser.lab import PICTURE

HOSTILE = [
    "<img src=x onerror='window.hacked = 1'>",
    "<script>window.hacked = 1</script>",
    "$x^2$ and $$y$$ and \\(z\\) and \\[w\\]",
    "\\begin{align}x\\end{align}",
    "[a link](javascript:window.hacked=1) **bold**",
    "<a href='javascript:window.hacked=1'>press</a>",
    "=HYPERLINK('http://192.0.2.1')",
    "&lt;b&gt; &amp;amp; &#36;x&#36;",
    "turned \u202e round \u200b and hidden",
]

LABELS = ["<b>b</b>", "$x$ $y$", "a<br>c"]

SOURCE = """
import ftwidgets as ft
curation = ft.curate(ft.load({path!r}))
parts = ft.split(curation.kept, stratify_by="reply")
"""

SHOWN = (
    "ft.tables.records(curation)",
    "ft.tables.scores(curation)",
    "ft.tables.dropped(curation)",
    "ft.tables.split_report(parts)",
    "ft.plots.split_bars(parts)",
    "ft.plots.funnel(curation)",
)


@pytest.fixture(scope="module")
def notebook(server, open_notebook):
    """A notebook that shows hostile rows in every way we have."""
    file = server.folder / "hostile.jsonl"
    rows = [
        {"prompt": f"{text} {n} {label}", "completion": label}
        for n, text in enumerate(HOSTILE)
        for label in LABELS
    ]
    lines = [json.dumps(row) for row in rows]
    file.write_text("\n".join([*lines, lines[0], *map(json.dumps, HOSTILE)]))
    made = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        cells=[
            nbformat.v4.new_code_cell(source)
            for source in (SOURCE.format(path=str(file)), *SHOWN)
        ],
    )
    nbformat.write(made, server.folder / "hostile.ipynb")
    opened = open_notebook("hostile.ipynb")
    opened.run_all()
    yield opened
    opened.page.close()


def test_no_text_was_run(notebook):
    assert notebook.page.evaluate("'hacked' in window") is False
    outputs = notebook.page.locator(".jp-OutputArea-output")
    assert outputs.locator("img[src=x], script, a[href^=javascript]").count() == 0
    assert notebook.elsewhere == []


def test_no_text_was_typeset(notebook):
    assert notebook.page.locator("mjx-container, .MathJax").count() == 0


def test_tables_show_the_text_as_it_is(notebook):
    shown = notebook.page.locator(".jp-RenderedHTML td").all_inner_texts()
    everything = "\n".join(shown)
    for text in HOSTILE[:6]:
        assert text in everything
    assert any(each.startswith("'=HYPERLINK") for each in shown)
    assert "turned [U+202E] round [U+200B] and hidden" in everything
    assert "\u202e" not in everything


def test_pictures_show_labels_as_they_are(notebook):
    words = notebook.page.locator(f"{PICTURE} text").all_text_contents()
    remarks = [each for each in words if "families, " in each]
    assert len(remarks) == 3
    for label in LABELS:
        assert all(label in each for each in remarks)
