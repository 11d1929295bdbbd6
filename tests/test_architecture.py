"""Does the house keep its own rules: direction, weight, length, words?"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ftwidgets

HOME = Path(ftwidgets.__file__).parent
MODULES = {
    ".".join(path.relative_to(HOME.parent).with_suffix("").parts).removesuffix(
        ".__init__"
    ): path
    for path in sorted(HOME.rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text()) for name, path in MODULES.items()}

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 50

HEAVY = (
    "anthropic",
    "anywidget",
    "datasketch",
    "ipywidgets",
    "jsonschema",
    "numpy",
    "pandas",
    "plotly",
    "pyarrow",
    "rapidfuzz",
    "scipy",
    "sklearn",
    "zstandard",
)
MAY_IMPORT_HEAVY = ("ftwidgets.tables", "ftwidgets.plots", "ftwidgets.widgets")

LAYERS = (
    ("examples", "findings", "workspaces", "literals"),
    ("journals", "files", "formats", "tasks", "targets", "lesson_rules", "duplicates"),
    ("similarity", "candidates", "nodes", "neighbours"),
    ("signals", "scoring", "validation", "comparison"),
    ("recognition", "conversion", "deduplication", "splitting", "templates"),
    ("pairs", "fates"),
    ("datasets", "inputs", "recipes"),
    ("review", "seeds", "decisions"),
    ("curation", "cards", "lesson_levels", "pipeline"),
    ("exporting", "checking"),
    ("synthesis", "sizing", "lesson"),
    ("tables", "plots", "views", "planted"),
    ("exploration",),
    ("widgets", "__main__"),
)
"""A room may know its own layer and those above it in this table, never those below."""


def room_of(module):
    """First name behind ``ftwidgets``."""
    return module.split(".")[1] if "." in module else ""


LAYER_OF = {room: index for index, layer in enumerate(LAYERS) for room in layer}


def is_for_types(node):
    """Whether it is an ``if TYPE_CHECKING:``, which is never run."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def imports(tree, everywhere):
    """Modules that are imported: at import time only, or inside functions too."""
    todo, found = [tree], set()
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        is_run = not isinstance(node, FUNCTIONS) and not is_for_types(node)
        if everywhere or is_run:
            todo += ast.iter_child_nodes(node)
    return found


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]


def test_every_room_has_a_layer():
    assert {room_of(name) for name in MODULES} - {""} <= set(LAYER_OF)


@pytest.mark.parametrize("module", [name for name in MODULES if room_of(name)])
def test_a_room_knows_only_rooms_that_stand_before_it(module):
    own = LAYER_OF[room_of(module)]
    used = {
        room_of(name)
        for name in imports(TREES[module], everywhere=True)
        if name.startswith("ftwidgets.") and room_of(name) in LAYER_OF
    }
    assert not {room for room in used if LAYER_OF[room] > own}


@pytest.mark.parametrize(
    "module", [name for name in MODULES if not name.startswith(MAY_IMPORT_HEAVY)]
)
def test_core_imports_no_heavy_library_when_it_is_imported(module):
    found = {name.split(".")[0] for name in imports(TREES[module], everywhere=False)}
    assert not found & set(HEAVY)


@pytest.mark.parametrize("module", MODULES)
def test_core_never_imports_a_screen(module):
    if module.startswith(MAY_IMPORT_HEAVY):
        return
    found = {name.split(".")[0] for name in imports(TREES[module], everywhere=True)}
    assert not found & {"ipywidgets", "anywidget", "plotly"}


def test_importing_core_loads_no_heavy_library():
    core = [name for name in MODULES if not name.startswith(MAY_IMPORT_HEAVY)]
    core.remove("ftwidgets.__main__")
    script = (
        f"import importlib, sys\n"
        f"for name in {core!r}:\n"
        f"    importlib.import_module(name)\n"
        f"    found = {set(HEAVY)!r} & set(sys.modules)\n"
        f"    assert not found, (name, found)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_package_itself_loads_nothing_of_its_own():
    script = (
        "import sys, ftwidgets\n"
        "loaded = [name for name in sys.modules if name.startswith('ftwidgets.')]\n"
        "assert not loaded, loaded\n"
        f"assert not {set(HEAVY)!r} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_opens_with_a_docstring(module):
    assert ast.get_docstring(TREES[module])


@pytest.mark.parametrize("module", MODULES)
def test_public_names_have_docstrings(module):
    public = [
        node
        for node in TREES[module].body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
    ]
    assert not [node.name for node in public if not ast.get_docstring(node)]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_fits_in_one_room(module):
    assert len(MODULES[module].read_text().splitlines()) <= MAX_MODULE_LINES


@pytest.mark.parametrize("module", MODULES)
def test_a_function_fits_on_one_page(module):
    """Longer than a page counts without the docstring."""
    long = []
    for node in functions(TREES[module]):
        body = node.body[1:] if ast.get_docstring(node) else node.body
        lines = node.end_lineno - body[0].lineno + 1 if body else 0
        long += [node.name] * (lines > MAX_FUNCTION_LINES)
    assert not long


def test_every_test_folder_is_a_package():
    tests = Path(__file__).parent
    folders = {path.parent for path in tests.rglob("test_*.py")} - {tests}
    assert not [each for each in folders if not (each / "__init__.py").is_file()]
