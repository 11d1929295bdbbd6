"""How far is a class? The progress files of a folder, read into one table.

The files come from many hands: names are hostile text, and a file that cannot be read
is a line of the table, never left out.
"""

import csv
import io
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path

from ftwidgets.lesson.learner import TOTAL
from ftwidgets.lesson.progress_file import (
    MARKS,
    SUFFIX,
    attempts_of,
    read_progress,
)
from ftwidgets.literals import cell, name_hidden


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise of one learner.

    Attributes
    ----------
    learner : str
        As the file names them; the file's own name where it cannot be read.
    exercise : int
        1 to 9; 0 where the file cannot be read.
    state : str
        passed, not_yet, raised, not_started or unreadable.
    tries, hints : int
        Answers judged, and hints asked for.
    solution_seen : bool
        Whether the solution was shown before it was passed.
    passed_at : str
        ISO time in UTC; empty while it is not passed.
    file : str
        Path within the folder.
    note : str
        Why a file cannot be read.
    """

    learner: str
    exercise: int
    state: str
    tries: int = 0
    hints: int = 0
    solution_seen: bool = False
    passed_at: str = ""
    file: str = ""
    note: str = ""


def read_class(folder: str | os.PathLike[str]) -> list[Line]:
    """Lines of all progress files in a folder and its folders, by learner.

    Parameters
    ----------
    folder : path-like
        Such as one workspace that a class shares, or the learners' own folders in one.

    Returns
    -------
    list of Line
        Nine for every learner; one for a file that cannot be read.

    Raises
    ------
    ValueError
        It is no folder, or holds no progress file.

    Examples
    --------
    >>> import tempfile
    >>> from ftwidgets.lesson.learner import Progress
    >>> folder = tempfile.mkdtemp()
    >>> Progress("mira", folder).record_try(3, "passed")
    >>> [line.exercise for line in read_class(folder) if line.state == "passed"]
    [3]
    """
    home = Path(folder)
    if not home.is_dir():
        raise ValueError(f"{home} is no folder; give one that holds progress files")
    files = sorted(path for path in home.rglob(f"*{SUFFIX}") if path.is_file())
    if not files:
        raise ValueError(
            f"no progress file in {home}; they are called NAME{SUFFIX} and lie in a "
            "learner's workspace"
        )
    lines = [line for path in files for line in _lines_of(path, home)]
    return sorted(lines, key=lambda line: (line.learner.casefold(), line.file))


def _lines_of(path: Path, home: Path) -> Iterator[Line]:
    name = path.relative_to(home).as_posix()
    try:
        learner, parts = read_progress(path)
    except (ValueError, OSError) as error:
        nobody = path.name.removesuffix(SUFFIX)
        yield Line(nobody, 0, "unreadable", file=name, note=str(error))
        return
    for number in range(1, TOTAL + 1):
        done = attempts_of(parts["exercises"], number)
        yield Line(
            learner=learner,
            exercise=number,
            state=done.state,
            tries=done.tries,
            hints=done.hints,
            solution_seen=done.solution_seen,
            passed_at=done.passed_at,
            file=name,
        )


def class_json(lines: Sequence[Line]) -> str:
    """Lines as a JSON array of objects."""
    return json.dumps([asdict(line) for line in lines], ensure_ascii=True, indent=2)


def class_csv(lines: Sequence[Line]) -> str:
    """Lines as CSV; what a spreadsheet would run is put behind an apostrophe.

    Texts are one line each, and characters that cannot be seen are named, as a
    terminal would act on some.

    Examples
    --------
    >>> class_csv([Line("=1+1", 1, "passed")]).splitlines()[1]
    "'=1+1,1,passed,0,0,False,,,"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([field.name for field in fields(Line)])
    writer.writerows(map(_tame, astuple(line)) for line in lines)
    return out.getvalue()


def _tame(value: object) -> object:
    return cell(_one_line(value)) if isinstance(value, str) else value


def _one_line(text: str) -> str:
    """Text of a file as one line in which nothing is hidden."""
    return name_hidden(" ".join(text.split()))


def class_text(lines: Sequence[Line]) -> str:
    """Lines as a table for people: a learner a line, an exercise a column.

    Examples
    --------
    >>> lines = [Line("mira", 1, "passed", tries=2), Line("mira", 2, "raised")]
    >>> print(class_text(lines))
    learner  passed   1  2   tries  hints  solutions
    mira     1 of 2   ✓  ×       2      0          0
    """
    learners: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        learners.setdefault((line.learner, line.file), []).append(line)
    width = max(len("learner"), *(len(_one_line(name)) for name, _ in learners))
    numbers = sorted({line.exercise for line in lines if line.exercise})
    heading = "  ".join(map(str, numbers))
    texts = [f"{'learner':{width}}  passed   {heading}   tries  hints  solutions"]
    for (name, file), own in learners.items():
        shown = f"{_one_line(name):{width}}"
        if own[0].state == "unreadable":
            texts.append(f"{shown}  cannot be read: {_one_line(own[0].note)}")
            continue
        passed = sum(line.state == "passed" for line in own)
        signs = "  ".join(MARKS[line.state] for line in own)
        tries, hints = sum(line.tries for line in own), sum(line.hints for line in own)
        seen = sum(line.solution_seen for line in own)
        of = f"{passed} of {len(own)}"
        texts.append(f"{shown}  {of:7}  {signs}   {tries:>5}  {hints:>5}  {seen:>9}")
        if sum(other == name for other, _ in learners) > 1:
            texts[-1] += f"  {_one_line(file)}"
    return "\n".join(texts)
