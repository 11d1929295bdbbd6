"""What does a reader see who opens a notebook and runs all cells?"""

import os

import pytest

from browser.conftest import NOTEBOOKS, SCREENSHOTS
from browser.lab import PICTURE

LOOKS = [(theme, width) for theme in ("light", "dark") for width in (1200, 720)]
"""Both themes, on a wide window and a narrow one."""

USUAL = [("light", 1200), ("dark", 720)]
"""Both themes and both widths once; all four are looked at before a release."""

PATHS = sorted(path.relative_to(NOTEBOOKS.parent) for path in NOTEBOOKS.glob("*.ipynb"))

PICTURES = {
    "00_whole_game": 3,
    "01_formats": 0,
    "02_validation": 0,
    "03_scoring": 0,
    "04_dedup": 0,
    "05_gold_seeds": 0,
    "06_synthesis": 1,
    "07_review": 1,
    "08_sizing_and_split": 0,
    "09_build_a_dataset": 1,
    "10_workbench": 3,
}
"""At least so many pictures each notebook has."""

TABLES = {
    "00_whole_game": 4,
    "01_formats": 2,
    "02_validation": 1,
    "03_scoring": 0,
    "04_dedup": 0,
    "05_gold_seeds": 0,
    "06_synthesis": 5,
    "07_review": 2,
    "08_sizing_and_split": 0,
    "09_build_a_dataset": 1,
    "10_workbench": 4,
}
"""At least so many tables."""

CONTRAST = 4.5
"""Least contrast of words on the page, as WCAG asks."""

WORDS = """places => places.flatMap(place => {
    const numbers = colour => {
        const found = colour.match(/[\\d.]+/g).map(Number);
        return colour.startsWith('color(') ? found.map(share => share * 255) : found;
    };
    const paper = getComputedStyle(document.querySelector('.jp-Notebook'));
    const room = place.getBoundingClientRect();
    return [...place.querySelectorAll('text')].filter(text => text.textContent.trim())
        .map(text => {
            const box = text.getBoundingClientRect();
            const spans = [...text.querySelectorAll('tspan')];
            const pill = text.parentElement.querySelector('rect.bg');
            const under = pill && pill.style.fillOpacity !== '0'
                ? getComputedStyle(pill).fill : paper.backgroundColor;
            return {
                words: text.textContent,
                box: [box.left - room.left, box.top - room.top,
                      box.right - room.left, box.bottom - room.top],
                room: [room.width, room.height],
                paper: numbers(under),
                ink: (spans.length ? spans : [text])
                    .filter(span => !span.querySelector('tspan'))
                    .map(span => numbers(getComputedStyle(span).fill)),
            };
        });
})"""
"""Where the words of all pictures stand, and their colours."""


@pytest.fixture(scope="module", params=PATHS, ids=lambda path: path.stem)
def notebook(request, open_notebook, screenshots):
    """A notebook of ours, run from top to bottom; its looks are kept if one asks."""
    opened = open_notebook(request.param.as_posix())
    opened.stem = request.param.stem
    opened.run_all()
    yield opened
    for theme, width in LOOKS if SCREENSHOTS in os.environ else ():
        name = f"{request.param.stem}-{theme}-{width}.png"
        opened.screenshot(screenshots / name, theme, width)
    opened.page.close()


@pytest.fixture(
    params=[
        pytest.param(look, marks=() if look in USUAL else pytest.mark.soak)
        for look in LOOKS
    ],
    ids=lambda look: f"{look[0]}-{look[1]}",
)
def seen(request, notebook):
    """The notebook in this theme and width."""
    notebook.look(*request.param)
    return notebook


def contrast(one, other):
    """Contrast of two colours by WCAG 2."""

    def luminance(colour):
        shares = [value / 255 for value in colour[:3]]
        linear = [
            s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares
        ]
        return sum(w * s for w, s in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def overlap(one, other):
    """Whether two boxes share more than the empty edge that fonts leave."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > 1 and height > 4


def test_every_cell_ran_without_an_error(notebook):
    cells = notebook.cells()
    assert [cell["count"] for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {output["output_type"] for cell in cells for output in cell["outputs"]}
    assert kinds <= {"execute_result", "display_data", "stream"}


def test_every_picture_has_shapes_and_no_tool_bar(seen):
    pictures = seen.page.locator(PICTURE)
    assert pictures.count() >= PICTURES[seen.stem]
    for picture in pictures.all():
        sizes = picture.locator(".bars path, .scatterlayer path").evaluate_all(
            "shapes => shapes.map(shape => shape.getBoundingClientRect())"
            ".map(box => Math.max(box.width, box.height))"
        )
        assert max(sizes) > 50
        assert picture.locator(".modebar-btn").count() == 0


def test_the_words_of_every_picture_can_be_read(seen):
    words = seen.page.locator(PICTURE).evaluate_all(WORDS)
    assert len(words) >= 12 * PICTURES[seen.stem]
    for each in words:
        for ink in each["ink"]:
            assert contrast(ink, each["paper"]) >= CONTRAST, each


def test_no_word_of_a_picture_is_cut_off_or_covered(seen):
    for picture in seen.page.locator(PICTURE).all():
        words = picture.evaluate_all(WORDS)
        for index, each in enumerate(words):
            left, top, right, bottom = each["box"]
            width, height = each["room"]
            assert left >= -1, each
            assert top >= -1, each
            assert right <= width + 1, each
            assert bottom <= height + 1, each
            for other in words[:index]:
                assert not overlap(each["box"], other["box"]), (each, other)


def test_tables_fit_the_page_and_typeset_nothing(seen):
    tables = seen.page.locator(".jp-RenderedHTML table")
    assert tables.count() >= TABLES[seen.stem]
    too_wide = (
        "table => table.parentElement.scrollWidth - table.parentElement.clientWidth"
    )
    for table in tables.all():
        assert table.evaluate(too_wide) <= 0
    assert seen.page.locator(".jp-RenderedHTML mjx-container").count() == 0


def test_nothing_left_the_machine_and_the_browser_did_not_complain(notebook):
    assert notebook.elsewhere == []
    assert notebook.console == []
