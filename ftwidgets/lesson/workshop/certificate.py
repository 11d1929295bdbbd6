"""What can be verified of a learner's dataset? A page, on the disk while all holds."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ftwidgets.files.writing import write_file
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.workshop.evidence import Evidence
from ftwidgets.lesson.workshop.pages import Page, cell, plain, quoted
from ftwidgets.synthesis.ready import is_ready

if TYPE_CHECKING:
    from ftwidgets.lesson.workshop import Workshop

FILE = "certificate.md"


def certify(workshop: "Workshop", progress: Progress | None = None) -> Page:
    """Look at the files once more; write the certificate where everything holds.

    One that was written before is removed where that is so no longer.

    Parameters
    ----------
    workshop : Workshop
    progress : Progress, optional
        The learner's own by default.

    Returns
    -------
    Page
        The certificate, or what is missing to it.

    Examples
    --------
    >>> import tempfile
    >>> from ftwidgets.lesson.workshop import Workshop
    >>> folder = tempfile.mkdtemp()
    >>> print(certify(Workshop("mira", folder), Progress("mira", folder)))
    **No certificate yet.** No task is chosen yet.
    """
    if progress is None:
        progress = Progress(workshop.learner, workshop.folder.parent)
    if not workshop.choice.chosen:
        return Page("**No certificate yet.** No task is chosen yet.")
    files, found = Evidence(workshop), []
    for proof in files:
        if not proof.holds:
            (files.place / FILE).unlink(missing_ok=True)
            return Page(f"**No certificate yet.** {plain(proof.words)}")
        found.append(proof.words)
    text = "\n".join(_lines(files, found, progress))
    write_file(files.place / FILE, f"{text}\n".encode())
    return Page(text)


def _lines(files: Evidence, found: list[str], progress: Progress) -> list[str]:
    workshop = files.workshop
    task = workshop.task
    what = "one of our ready-made tasks" if is_ready(task) else "a task of their own"
    return [
        "## A training dataset, built and checked",
        "",
        f"**{progress.sentence}** by {quoted(workshop.learner)}, "
        f"{datetime.now(UTC):%d %B %Y}.",
        "",
        f"Task: {quoted(task.name)}, {what}.",
        "",
        f"{files.owners}",
        "",
        "### What was verified in the files",
        "",
        *(f"- ✓ {plain(words)}" for words in found),
        "",
        "### The files",
        "",
        *_files(files),
        "",
        "Not verified: whether the answers are right. That takes somebody who knows "
        "the subject and reads them.",
    ]


def _files(files: Evidence) -> list[str]:
    lines = ["| file | rows | SHA-256 |", "|---|---|---|"]
    for name, digest in files.card["outputs"].items():
        part = files.parts.get(name.removesuffix(".jsonl"))
        rows = f"{len(part)}" if part is not None else ""
        lines.append(f"| {cell(name)} | {rows} | `{digest}` |")
    return [*lines, "", f"Folder: {quoted(str(files.folder))}"]
