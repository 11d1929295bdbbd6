"""Does every statement of the lesson have a place in a notebook?

A row of the table is one statement of the lesson in few words, the notebook that
teaches it, and patterns. A statement is taught where all of its patterns stand
together, in one passage of that notebook. Figures that only a quiz, a prediction or
a card shows do not count: the notebook itself must say them.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "notebooks"

# How many characters a passage may have: about a long paragraph.
PASSAGE = 400

# Patterns that many cells of a notebook satisfy would not miss the one that teaches.
MAX_PLACES = 3


@dataclass(frozen=True)
class Statement:
    notebook: int
    says: str
    patterns: tuple[str, ...]


def number(figure):
    """A pattern for this figure and not for a part of a longer one."""
    return rf"(?<![\d.]){re.escape(figure)}(?!\.?\d)"


def span(low, high, unit=""):
    """A pattern for a range, however it is written: 50-100, 50 to 100."""
    between = rf"(?:{unit})? ?(?:-|to|and) ?"
    return rf"(?<![\d.]){low}{between}{high}{unit}(?!\.?\d)"


def row(name, low, enough):
    """A pattern for a line of the sizing table: its name and both of its ranges."""
    return rf"{name}[^\d]{{0,60}}{low}[^\d]{{0,60}}{enough}"


def taught(notebook, says, *patterns):
    return Statement(notebook, says, patterns)


GOALS = (
    taught(0, "one will know the formats", "you will", "formats", "training data"),
    taught(0, "one will filter", "you will", "filter"),
    taught(0, "one will use a stronger model", "you will", "stronger model"),
    taught(0, "one will know how many", "you will", "how many you need"),
    taught(0, "concept, apply, build", r"\bidea\b", "at work|practice", "your own"),
)

FORMATS = (
    taught(1, "two formats: chat and completion", "chat", "completion", r"\btwo\b"),
    taught(1, "chat is a messages array", "messages", r"\b(list|array)\b", "chat"),
    taught(
        1, "its roles are three", r"\broles?\W+system\W+user\W+(or |and )?assistant"
    ),
    taught(1, "chat is for instruction tuning", r"chat\b.{0,40}instruction"),
    taught(1, "completion is prompt and completion", "prompt", "completion", "pair"),
    taught(1, "completion is for text generation", "completion", r"generat|continu"),
    taught(
        1,
        "train in exactly the format of inference",
        r"\btrain",
        r"\bexact",
        r"inference|serv|production",
    ),
    taught(
        1, "a system prompt in production is trained", "system prompt", "production"
    ),
    taught(
        1,
        "no multi-turn in use, none in training",
        r"multi-?turn|(several|many|more) turns",
        r"\btrain",
        r"\b(not?|never|without)\b",
    ),
    taught(1, "a mismatch is a top-3 cause", r"top[- ](3|three)", r"\bcause"),
)

LEVEL_1 = (
    taught(2, "raw data is noisy", r"\braw\b", r"nois"),
    taught(
        2, "1 bad example takes 10 good", r"\b(one|1|single) bad\b", r"\b(10|ten)\b"
    ),
    taught(
        2, "filter aggressively", r"filter", r"aggressive|hard|strict|without mercy"
    ),
    taught(2, "level 1 is format validation", "format validation", "structure"),
    taught(
        2, "it looks at fields and length", "structure", "required fields", "length"
    ),
    taught(
        2, "no messages key: rejected", r"\bmessages\b", r"missing|without|lack|no "
    ),
    taught(
        2, "user and assistant must be there", r"\buser\b", r"\bassistant\b", "missing"
    ),
    taught(2, "no content is empty", r"\bempty\b", r"content|message|turn"),
    taught(2, "under 10 characters: too short", number("10"), "character", r"\bshort"),
    taught(2, "over 4,000 characters: too long", number("4000"), r"\blong\b"),
    taught(
        2,
        "every fault is reported",
        r"(every|all) (error|fault)s?\b|everything",
        r"first|crash",
    ),
)

LEVEL_2 = (
    taught(3, "level 2 scores content quality", r"level 2", "scor", "quality"),
    taught(3, "the score is 0 to 1", "score", span("0", "1"), r"start|begin|1\.0|full"),
    taught(
        3,
        "under 0.4 different words: less 0.3",
        number("0.4"),
        number("0.3"),
        r"different|unique|repe",
    ),
    taught(
        3,
        "under 5 words: less 0.2",
        r"\b(5|five) words",
        number("0.2"),
        r"fewer|under|<",
    ),
    taught(3, "there are six patterns", r"\b(six|6) patterns"),
    taught(
        3,
        "four of them are refusals, less 0.4",
        r"i cannot\W+i'm sorry\W+as an ai\W+(and )?i don't have\W+0\.4",
    ),
    taught(3, "two are failures, less 0.4", r"\berror\W+(and )?undefined\W+0\.4"),
    taught(3, "the score never falls below 0", r"below 0|less than 0|under 0|at 0\b"),
    taught(3, "more than 0.7 stays", rf"(more than|above|over|>) {number('0.7')}"),
    taught(3, "100 beat 1,000", r"\b100 perfect", r"\b1000 mediocre", r"\bbeat"),
    taught(3, "better data before more data", "better data|quality", "more|quantity"),
)

LEVEL_3 = (
    taught(4, "level 3 is deduplication", r"level 3", r"dedup|duplicate"),
    taught(
        4, "near-duplicates fall too", r"near[- ](duplicate|cop)", "minhash|level 3"
    ),
    taught(4, "by MinHash LSH", "minhash", r"\blsh\b"),
    taught(4, "the threshold is 0.8", number("0.8"), r"threshold|similar|line"),
    taught(4, "128 permutations", number("128"), r"permutation|hash|minimum|number"),
    taught(4, "the whole record is compared", "whole|everything|all", r"\bmessages\b"),
    taught(4, "word by word", "minhash", r"\bwords?\b"),
    taught(4, "the first one stays", r"\bfirst\b", r"\b(stays?|kept|keeps)\b"),
    taught(4, "in and out are counted", r"(dedup\w*|duplicate) rate"),
)

SYNTHESIS = (
    taught(
        6, "no real data: a stronger model", r"strong", "model", r"real|lack|enough"
    ),
    taught(6, "the dominant way to start", r"bootstrap|dominant|most common|usual"),
    taught(6, "teacher and student", "teacher", "student", r"\bstrong"),
    taught(6, "the call takes task and seed", r"\btask:", r"\binput:"),
    taught(6, "the lesson's model", "claude-sonnet-4-20250514", "1024"),
    taught(6, "the prompt asks for two fields", "user_message", "assistant_message"),
    taught(6, "concise, accurate, exact format", "concise", "accurate", "exact"),
    taught(
        6, "the JSON and nothing else", r"only", "json", r"nothing else|only output"
    ),
    taught(6, "seeds come from real data", r"seeds are real", "your own"),
    taught(
        6,
        "50 x 10 = 500",
        number("50"),
        number("10"),
        number("500"),
        "seed",
        r"variation",
    ),
    taught(6, "each variation is worded anew", r"variation", r"rephras|word|differ"),
    taught(
        6, "the task sorts tickets", r"classif|sort", "ticket", r"categor|class|label"
    ),
    taught(6, "replies become chat records", r"\bchat (format|record|row)", "repl"),
    taught(6, "ask for twice as many", r"twice|\b2x|\b2 ?x\b|double", r"need|want"),
    taught(6, "score them with the pipeline", "three levels|pipeline", r"\breply\b"),
    taught(6, "500 to 2,000 at the end", span("500", "2000")),
)

REVIEW = (
    taught(7, "read a random 10 %", r"random", number("10") + "%|one in ten|tenth"),
    taught(
        7, "by hand", r"10%|tenth|one in ten", r"yourself|by hand|read|person|manual"
    ),
    taught(7, "remove what feels off", r"\boff\b", r"remove|drop|take"),
    taught(7, "trust your domain expertise", "trust", r"expert|domain|know"),
)

SIZING = (
    taught(8, "it depends on the change", r"behaviou?r", "depend|complex"),
    taught(
        8, "simple classification", row("classification", span(50, 100), span(200, 500))
    ),
    taught(8, "format or style", row("style", span(100, 300), span(500, 1000))),
    taught(8, "complex task", row("complex task", span(500, 1000), span(2000, 5000))),
    taught(8, "domain", row("domain", span(1000, 2000), span(5000, 10000))),
    taught(
        8,
        "persona or assistant",
        row("assistant", span(2000, 5000), r"10000( ?\+| or)"),
    ),
    taught(8, "at 50: a baseline", number("50"), "baseline"),
    taught(8, "at 200: a jump", number("200"), "jump"),
    taught(8, "at 500: strong", number("500"), "strong"),
    taught(8, "at 1,000: diminishing returns", number("1000"), "diminishing returns"),
    taught(8, "at 5,000: marginal gains", number("5000"), "marginal|small gains"),
    taught(8, "at 10,000: not worth the cost", number("10000"), "worth", "cost"),
    taught(8, "training 80-90 %", r"train", span(80, 90, "%")),
    taught(8, "validation 10-15 %", "validation", span(10, 15, "%"), "overfit"),
    taught(8, "test 5-10 %", r"\btest\b", span(5, 10, "%"), r"held|out|final|end"),
    taught(8, "no test row in training", r"never|no\b", r"\btest\b", "contaminat"),
    taught(8, "contamination inflates", "contaminat", r"inflate|flatter|too good"),
)

EXERCISE = (
    taught(9, "three kinds of task", "classification", "format conversion", "style"),
    taught(
        5,
        "20 by hand are the gold",
        r"\b(20|twenty) examples\W+(written )?by hand",
        "gold standard",
    ),
    taught(9, "20 gold seeds by hand", r"(20|twenty) examples by hand", "gold"),
    taught(9, "expanded to 200", r"from 20 to 200|expands? .{0,20}\b200\b", "teacher"),
    taught(9, "through the filters", "run the filters", "three levels"),
    taught(9, "read the deduplication rate", r"(dedup\w*|duplicate) rate"),
    taught(
        9, "read the average quality score", r"average( quality)? score|quality score"
    ),
    taught(9, "160 / 20 / 20", number("160"), r"\b20\b.{0,30}\b20\b", "train", "test"),
    taught(9, "use it in your projects", r"your own (task|file|data)"),
    taught(9, "the vocabulary, on cards", r"flashcards\(", "card"),
)

STATEMENTS = (
    *GOALS,
    *FORMATS,
    *LEVEL_1,
    *LEVEL_2,
    *LEVEL_3,
    *SYNTHESIS,
    *REVIEW,
    *SIZING,
    *EXERCISE,
)


def fold(text):
    """`text` so that spelling, marks and line breaks do not matter."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub("[‐‑‒–—−]", "-", text).replace("’", "'").replace("×", "x")
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"[*`|]", " ", text)
    return re.sub(r"\s+", " ", re.sub(r"\s+(%|percent\b|per cent\b)", "%", text))


def is_in(patterns, cell):
    """Whether all patterns stand together in one passage of this folded cell."""
    first, *others = patterns
    return any(
        all(re.search(other, passage) for other in others)
        for found in re.finditer(first, cell)
        for passage in [cell[max(0, found.end() - PASSAGE) : found.start() + PASSAGE]]
    )


def cells_of(path):
    """The cells of a notebook, folded: what stands in it before anything runs."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return [fold("".join(cell["source"])) for cell in cells]


def notebook(number):
    paths = list(FOLDER.glob(f"{number:02}_*.ipynb"))
    assert len(paths) == 1, f"notebook {number:02} is not there"
    return paths[0]


def places(statement, number):
    """Numbers of the cells in which a notebook says it."""
    cells = enumerate(cells_of(notebook(number)))
    return [place for place, cell in cells if is_in(statement.patterns, cell)]


each_statement = pytest.mark.parametrize(
    "statement", STATEMENTS, ids=lambda each: f"{each.notebook:02} {each.says}"
)


@each_statement
def test_the_statement_has_its_place(statement):
    found = places(statement, statement.notebook)
    where = f"notebook {statement.notebook:02} does not say it: {statement.says}"
    assert found, f"{where} {statement.patterns}"
    assert len(found) <= MAX_PLACES, f"these patterns prove nothing: {found}"


@each_statement
def test_the_workbench_which_teaches_nothing_does_not_say_it(statement):
    assert not places(statement, 10)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Read a **random**\n10 % by hand.", True),
        ("Read a random 10% by hand.", True),
        ("Read a random 10 percent by hand.", True),
        ("Read a random 100 % by hand.", False),
        ("Read a random 0.10 % by hand.", False),
        ("Read 10 % at random." + " And so on." * 50, True),
        ("Drawn at random." + " And so on." * 50 + "It is 10 %.", False),
        ("Read a random tenth of 10 rows.", False),
    ],
)
def test_a_figure_counts_only_as_itself_and_in_its_own_passage(text, said):
    assert is_in(("random", number("10") + "%"), fold(text)) is said


@pytest.mark.parametrize("text", ["50-100", "50 – 100", "50 to 100", "50 and 100"])
def test_a_range_may_be_written_in_any_way(text):
    assert is_in((span(50, 100),), fold(f"It takes {text} rows."))
    assert not is_in((span(50, 100),), fold(f"It takes {text}0 rows."))
    assert not is_in((span(50, 100),), fold(f"It takes 1{text} rows."))


def test_a_line_of_a_table_must_have_its_own_figures():
    table = fold("| style | 100-300 | 500-1,000 |\n| complex | 500-1,000 | 2,000 |")
    assert is_in((row("style", span(100, 300), span(500, 1000)),), table)
    assert not is_in((row("style", span(500, 1000), "2000"),), table)
