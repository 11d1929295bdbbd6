"""Do the notebooks run from top to bottom, and is what they say true?"""

import ast
import inspect
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

import ftwidgets as ft
from ftwidgets.__main__ import main
from ftwidgets.lesson.notebooks import NOTEBOOKS as LESSON
from ftwidgets.seeds.gold import GoldSeeds
from ftwidgets.synthesis import lesson_call
from ftwidgets.workspaces import WORKSPACE_VARIABLE, project

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

MAX_BYTES = 200_000

PICTURE = "application/vnd.plotly.v1+json"

LOGIC = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try, ast.With)

notebooks = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@notebooks
def test_it_is_kept_without_anything_that_running_it_leaves(path):
    notebook = json.loads(path.read_text("utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(not cell["outputs"] for cell in code)
    assert all(cell["execution_count"] is None for cell in code)
    assert set(notebook["metadata"]) <= {"kernelspec", "language_info"}
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert path.stat().st_size < MAX_BYTES


@notebooks
def test_it_opens_with_a_heading_and_what_one_will_see(path):
    first = nbformat.read(path, 4).cells[0]
    assert first.cell_type == "markdown"
    assert re.match(r"# \w.*\n\n\*\*What you will see:\*\* ", first.source)


@notebooks
def test_it_calls_and_decides_nothing(path):
    for cell in nbformat.read(path, 4).cells:
        is_learners = "exercise" in cell.metadata.get("tags", [])
        if cell.cell_type == "code" and not is_learners:
            nodes = [type(node) for node in ast.walk(ast.parse(cell.source))]
            assert not [node for node in nodes if issubclass(node, LOGIC)]


@notebooks
def test_it_leads_back_and_on(path):
    number = [each.file for each in LESSON].index(path.name)
    before, after = LESSON[number - 1 : number], LESSON[number + 1 : number + 2]
    links = [f"Back: [{each}]({each.file})" for each in before]
    links += [f"Next: [{each}]({each.file})" for each in after]
    assert nbformat.read(path, 4).cells[-1].source == " · ".join(links)


@pytest.mark.parametrize("each", LESSON[:-1], ids=str)
def test_a_notebook_of_the_lesson_shows_progress_asks_and_takes_one_s_own_file(each):
    cells = nbformat.read(FOLDER / each.file, 4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    assert code[0].endswith("ft.lesson.progress()")
    assert "ft.lesson.progress()" in code[-7:]
    assert code.count(f"ft.widgets.Quiz({each.number})") == 1
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert re.search(r"Use your own (file|seeds)", prose)
    assert re.search(r"about [\w ]+ minutes", prose)


class Ran:
    """A notebook that was run in a kernel of its own, writing into `workspace`."""

    def __init__(self, name, workspace, **first_cell):
        self.workspace = workspace
        self.notebook = nbformat.read(FOLDER / f"{name}.ipynb", 4)
        settings = next(c for c in self.notebook.cells if c.cell_type == "code")
        for variable, value in first_cell.items():
            line = re.compile(rf"^{variable} = .*$", re.MULTILINE)
            assert line.search(settings.source)
            new = f"{variable} = {value!r}"
            settings.source = line.sub(lambda _, new=new: new, settings.source)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(WORKSPACE_VARIABLE, str(workspace))
            patch.setenv("IPYTHONDIR", str(workspace / "ipython"))
            NotebookClient(
                self.notebook,
                timeout=120,
                kernel_name="python3",
                store_widget_state=False,
                resources={"metadata": {"path": str(FOLDER)}},
            ).execute()

    def outputs(self, call):
        """Outputs of the one cell with this call in it."""
        (cell,) = [c for c in self.notebook.cells if call in c.source]
        return cell.outputs

    def shown(self, call, kind):
        """The one output of this kind of the cell with this call."""
        (data,) = [
            out.data[kind] for out in self.outputs(call) if kind in out.get("data", {})
        ]
        return data

    def printed(self, call):
        texts = [out.text for out in self.outputs(call) if out.output_type == "stream"]
        return "".join(texts)

    def sentences(self, call):
        notes = self.shown(call, PICTURE)["layout"]["annotations"]
        return [
            " ".join(re.sub(r"<[^>]*>", "", note["text"]).split()) for note in notes
        ]

    def rows(self, call):
        """Cells of a table, row by row, as a reader sees them."""
        table = Table()
        table.feed(self.shown(call, "text/html"))
        return table.rows


class Table(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows = []

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip()


@pytest.fixture(scope="module")
def tickets():
    return ft.load("data/raw_tickets.jsonl")


@pytest.fixture(scope="module")
def game(tmp_path_factory):
    return Ran("00_whole_game", tmp_path_factory.mktemp("game"))


@pytest.fixture(scope="module")
def workbench(tmp_path_factory):
    return Ran("10_workbench", tmp_path_factory.mktemp("workbench"))


@pytest.mark.parametrize("name", ["game", "workbench"])
def test_every_code_cell_ran_and_warned_of_nothing(name, request):
    ran = request.getfixturevalue(name)
    code = [cell for cell in ran.notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    outputs = [out for cell in code for out in cell.outputs]
    assert not [out for out in outputs if out.get("name") == "stderr"]
    pictures = [out.data[PICTURE] for out in outputs if PICTURE in out.get("data", {})]
    assert pictures
    assert all(each["config"]["displayModeBar"] is False for each in pictures)


def test_the_whole_game_has_few_cells():
    cells = nbformat.read(FOLDER / "00_whole_game.ipynb", 4).cells
    assert 8 <= sum(cell.cell_type == "code" for cell in cells) <= 16


def test_the_whole_game_asks_for_a_guess_before_it_shows_the_answer():
    sources = [c.source for c in nbformat.read(FOLDER / "00_whole_game.ipynb", 4).cells]
    guess = next(n for n, text in enumerate(sources) if "Predict(" in text)
    answer = next(n for n, text in enumerate(sources) if "ft.plots.funnel" in text)
    assert guess < answer


def test_the_whole_games_prose_counts_the_records_as_they_are(game, tickets):
    prose = " ".join(c.source for c in game.notebook.cells if c.cell_type == "markdown")
    assert set(re.findall(r"\b\d{3,}\b", prose)) == {str(len(tickets))}


@pytest.mark.parametrize("recipe", ["STANDARD", "LESSON"])
def test_the_whole_games_funnels_add_up(game, tickets, recipe):
    curation = ft.curate(tickets, getattr(ft.Recipe, recipe))
    kept, dropped = len(curation.kept), len(curation.dropped)
    assert kept + dropped == len(tickets)
    total = f"{len(tickets)} records in = {kept} kept + {dropped} dropped"
    assert total in game.sentences(f"ft.curate(data, ft.Recipe.{recipe})")


def test_the_whole_game_ends_with_who_was_right(game):
    head, *rows = game.rows("ft.tables.judgements")
    judged = {
        (row["recipe"], row["level"]): (float(row["recall"]), float(row["precision"]))
        for row in (dict(zip(head, row, strict=True)) for row in rows)
    }
    assert len(judged) == 8
    for (recipe, level), (recall, precision) in judged.items():
        if recipe == "standard":
            assert recall >= judged["lesson", level][0]
            assert precision >= judged["lesson", level][1]
    # "More than half of what the lesson's filters drop was good."
    assert judged["lesson", "all levels"][1] < 0.5


def test_the_whole_game_writes_the_folder_it_names(game):
    folder = Path(game.printed("ft.export").splitlines()[0])
    assert folder.parent == game.workspace
    lines = [
        len((folder / f"{part}.jsonl").read_text("utf-8").splitlines())
        for part in ("train", "validation", "test")
    ]
    total = f"{sum(lines)} rows = {lines[0]} train + {lines[1]} validation + "
    assert f"{total}{lines[2]} test, no leak" in game.sentences("ft.plots.split_bars")


def test_the_workbench_shows_a_frame_and_a_picture_of_each_stage(workbench, tickets):
    for call in ("plots.funnel", "plots.score_hist", "plots.dup", "plots.split_bars"):
        assert workbench.shown(call, PICTURE)["data"]
    for call in ("formats", "files", "conflicts", "summary", "targets"):
        assert len(workbench.rows(f"ft.tables.{call}")) > 1
    stages = {each.level: each for each in ft.curate(tickets).funnel}
    scoring, copies = stages["scoring"], stages["deduplication"]
    for name, rows in {
        "Funnel": f"raw_tickets: {len(tickets)} in = ",
        "FindingsTable": "raw_tickets: ",
        "FormatConverter": "raw_tickets to chat",
        "ScoreExplorer": f"{scoring.rows_in} rows = {scoring.kept} kept + ",
        "DedupExplorer": f"{copies.rows_in} rows = {copies.kept} kept + ",
        "SplitExplorer": f"{copies.kept} rows: ",
    }.items():
        said = workbench.shown(f"widgets.{name}(", "text/plain")
        assert said.startswith(f"{name}({rows}")


def test_the_workbenchs_command_builds_the_same_bytes(workbench, tmp_path, monkeypatch):
    command = workbench.printed("made.command").split()
    assert command[:4] == ["python", "-m", "ftwidgets", "build"]
    folder = Path(workbench.printed("ft.export").strip())
    assert Path(command[4]) == folder / "recipe.json"
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    assert main(command[3:]) == 0
    (again,) = tmp_path.iterdir()
    assert again.name == folder.name
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {path.name for path in again.iterdir()} == set(files)
    for name in set(files) - {"card.json", "card.md"}:
        assert (again / name).read_bytes() == files[name], name


def test_a_wrong_path_ends_in_one_clear_sentence(tmp_path):
    with pytest.raises(CellExecutionError) as failure:
        Ran("10_workbench", tmp_path, PATH="data/no_such_file.jsonl")
    colourless = re.sub(r"\x1b\[[\d;]*m", "", failure.value.traceback)
    last = colourless.strip().splitlines()[-1]
    place = project() / "data" / "no_such_file.jsonl"
    assert last == f"FileError: {place}: no such file"


def test_the_workbench_takes_a_table_with_other_headings(tmp_path):
    rows = "".join(f"Where is parcel {n * n}?,<b>delivery {n}</b>\n" for n in range(20))
    (tmp_path / "mine.csv").write_text(f"ticket,class\n{rows}")
    ran = Ran(
        "10_workbench",
        tmp_path,
        PATH=str(tmp_path / "mine.csv"),
        COLUMNS={"user": "ticket", "assistant": "class"},
    )
    assert "20 records in = 20 kept + 0 dropped" in ran.sentences("plots.funnel")
    shown = ran.shown("widgets.ScoreExplorer(", "text/plain")
    assert shown == "ScoreExplorer(20 rows = 20 kept + 0 dropped at 0.70)"


def test_the_workbench_says_so_where_nothing_is_usable(tmp_path):
    (tmp_path / "labels.json").write_text('["billing", "delivery"]')
    ran = Ran("10_workbench", tmp_path, PATH=str(tmp_path / "labels.json"))
    assert "2 records in = 0 kept + 2 dropped" in ran.sentences("plots.funnel")
    said = ran.sentences("plots.score_histogram") + ran.sentences("plots.split_bars")
    assert said == [
        "No row reached level 2: there is no score to show.",
        "There are no rows to split.",
    ]


@pytest.mark.soak
def test_the_workbench_takes_every_real_file(real_files, tmp_path):
    for path in sorted(real_files.glob("*.[cj]s*")):
        ran = Ran("10_workbench", tmp_path, PATH=str(path))
        total = f"{len(ft.load(path)):,} record"
        assert any(text.startswith(total) for text in ran.sentences("plots.funnel"))


def test_the_gold_seeds_run_on_an_empty_workspace_and_on_a_filled_one(tmp_path):
    seeds = GoldSeeds("classification", tmp_path / "gold.jsonl")
    for number in range(2):
        ran = Ran("05_gold_seeds", tmp_path)
        words = f"SeedEditor(classification: {number} of 20 in gold.jsonl)"
        assert ran.shown("SeedEditor(task", "text/plain") == words
        assert "pii" in ran.shown("seeds.check", "text/plain")
        assert len(seeds) == number
        seeds.add({"text": f"Where is lamp {number}?", "label": "delivery"})
    balance = ast.literal_eval(ran.shown("seeds.balance", "text/plain"))
    assert [most for _, most in balance.values()] == [4, 4, 3, 3, 3, 3]


@pytest.fixture(scope="module")
def synthesis(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
            patch.delenv(name, raising=False)
        return Ran("06_synthesis", tmp_path_factory.mktemp("synthesis"))


def test_the_synthesis_shows_the_calls_that_it_runs():
    prose = "".join(
        c.source for c in nbformat.read(FOLDER / "06_synthesis.ipynb", 4).cells
    )
    for shown in (lesson_call.ask_as_the_lesson_does, lesson_call.ask_and_read):
        assert f"```python\n{inspect.getsource(shown)}```" in prose


def test_the_synthesis_goes_from_20_to_200(synthesis):
    words = "Generation(template: 360 of 360 answered, done, $0.00)"
    assert synthesis.shown("run.start()", "text/plain") == words
    path = synthesis.workspace / "two_hundred.jsonl"
    assert len(ft.load(path).examples) == 200
    sentences = synthesis.sentences("ft.plots.split_bars")
    assert any("160 train + 20 validation + 20 test, no leak" in s for s in sentences)


def test_the_synthesis_prints_what_each_filter_catches(synthesis):
    head, *rows = synthesis.rows("ft.tables.filters")
    found = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert found["reading"]["precision"] == "1.00"
    assert 0 < float(found["reading"]["recall"]) < 1
    kept = {row[0]: row[-1] for row in synthesis.rows("ft.tables.defects")[1:]}
    assert int(kept["wrong_label"]) > 0
    assert int(kept["refusal"]) == int(kept["fenced_json"]) == 0


def test_the_synthesis_asks_nobody_without_a_key(synthesis):
    assert "cost at most $" in synthesis.printed("ClaudeTeacher(")
    assert not (synthesis.workspace / "claude.jsonl").exists()
    assert not (synthesis.workspace / "pasted.jsonl").exists()


def test_the_synthesis_runs_again_on_what_it_has_left(synthesis):
    journal = synthesis.workspace / "templates.jsonl"
    before = journal.read_bytes()
    Ran("06_synthesis", synthesis.workspace)
    assert journal.read_bytes() == before
