"""Which notebooks has the lesson, and which comes next?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notebook:
    """One notebook of the lesson.

    Attributes
    ----------
    number : int
        Its place, from 0.
    file : str
        Name in ``notebooks/``.
    title : str
    """

    number: int
    file: str
    title: str

    def __str__(self) -> str:
        return f"{self.number:02} {self.title}"


_NAMES = (
    ("00_whole_game.ipynb", "The whole game"),
    ("01_formats.ipynb", "Formats"),
    ("02_validation.ipynb", "Validation"),
    ("03_scoring.ipynb", "Scoring"),
    ("04_dedup.ipynb", "Duplicates"),
    ("05_gold_seeds.ipynb", "Gold seeds"),
    ("06_synthesis.ipynb", "Synthesis"),
    ("07_review.ipynb", "Review"),
    ("08_sizing_and_split.ipynb", "Sizing and split"),
    ("09_build_a_dataset.ipynb", "Build a dataset"),
    ("10_workbench.ipynb", "The workbench"),
)

NOTEBOOKS = tuple(
    Notebook(number, file, title) for number, (file, title) in enumerate(_NAMES)
)
"""All of them, in order."""
