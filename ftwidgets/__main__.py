"""The command line: thin, every rule lives elsewhere."""

import argparse
import json
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ftwidgets.literals import name_hidden
from ftwidgets.targets import TARGETS
from ftwidgets.workspaces import project, workspace

if TYPE_CHECKING:
    from ftwidgets.checking import CheckReport

CLEAN, INVALID, UNUSABLE = 0, 1, 2
"""Exit codes: clean or warnings only; invalid rows; unusable file or arguments."""

STOPPED = 130
"""Exit code after Ctrl-C, as shells have it."""

FIRST_NOTEBOOK = "notebooks/00_whole_game.ipynb"

_SHOWN_LINES = 8


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``python -m ftwidgets``; those of the process by default.

    Examples
    --------
    >>> main(["check", "no/such/file.jsonl", "--json"]) == UNUSABLE
    {...}
    True
    """
    options = _parser().parse_args(arguments)
    try:
        code = options.run(options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read our output has gone; let the interpreter end in peace.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except KeyboardInterrupt:
        print("ftwidgets: stopped; nothing was written", file=sys.stderr)
        return STOPPED
    except (ValueError, OSError) as error:
        return _fail(str(error), options)


def _fail(sentence: str, options: argparse.Namespace) -> int:
    """Say in one sentence why nothing could be done; as JSON where that was asked."""
    if getattr(options, "json", False) and hasattr(options, "file"):
        name = str(options.file)
        empty = {"valid": 0, "warn": 0, "invalid": 0}
        report = {
            "file": name,
            "container": None,
            "format": None,
            "records": [],
            "counts": empty,
            "error": sentence,
        }
        print(json.dumps(report))
    else:
        print(name_hidden(f"ftwidgets: {sentence}"), file=sys.stderr)
    return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ftwidgets",
        description="Turn raw examples into a fine-tuning dataset one can trust.",
        epilog="Exit codes: 0 clean or warnings only; 1 some rows invalid or refused; "
        "2 the file or the arguments cannot be used. Targets: " + ", ".join(TARGETS),
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    lab = commands.add_parser("lab", help="open JupyterLab on a notebook")
    lab.add_argument("notebook", nargs="?", default=FIRST_NOTEBOOK)
    lab.set_defaults(run=_lab)

    check = commands.add_parser("check", help="say what is wrong with each record")
    check.add_argument("file")
    check.add_argument("--target", help="also judge by this target's rules")
    check.add_argument("--json", action="store_true", help="print a JSON report")
    check.set_defaults(run=_check)

    convert = commands.add_parser("convert", help="write a file in another format")
    convert.add_argument("file")
    convert.add_argument("--to", required=True, metavar="TARGET", help="a target id")
    convert.add_argument("-o", "--output", required=True, help="the file to write")
    convert.add_argument(
        "--allow-lossy",
        action="store_true",
        help="write rows without what the target cannot express, and count the losses",
    )
    convert.set_defaults(run=_convert)

    build = commands.add_parser("build", help="build a dataset again from its recipe")
    build.add_argument("recipe")
    build.add_argument("--input", help="the input, where it is outside the project")
    build.add_argument(
        "--accept-changes",
        action="store_true",
        help="take an input or journal that has changed since the recipe was written",
    )
    build.add_argument(
        "--overwrite",
        action="store_true",
        help="replace a folder that holds other files",
    )
    build.set_defaults(run=_build)

    _add_generate(commands)
    _add_progress(commands)
    return parser


def _add_generate(commands: Any) -> None:
    generate = commands.add_parser(
        "generate", help="ask a teacher for what a journal of replies still lacks"
    )
    generate.add_argument("journal", help="as ft.generate(…) has begun it")
    generate.add_argument(
        "--limit", type=_whole, help="answer only the first so many requests"
    )
    generate.add_argument("--quiet", action="store_true", help="show no progress")
    generate.add_argument("--run-id", help=argparse.SUPPRESS)
    generate.set_defaults(run=_generate)


def _add_progress(commands: Any) -> None:
    progress = commands.add_parser("progress", help="say how far a class has come")
    progress.add_argument("folder", help="with the learners' progress files in it")
    form = progress.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="print a line an exercise")
    form.add_argument("--json", action="store_true", help="print the same as JSON")
    progress.set_defaults(run=_progress)


def _whole(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _here(path: str) -> Path:
    """Path as a shell means it; what is not there may still stand in the project."""
    here = Path(path).expanduser().absolute()
    there = project() / path
    return there if not os.path.lexists(here) and os.path.lexists(there) else here


def _check(options: argparse.Namespace) -> int:
    from ftwidgets.checking import check

    report = check(_here(options.file), options.target)
    if options.json:
        report.write_json(sys.stdout)
    else:
        _print_report(report)
    return INVALID if report.counts["invalid"] else CLEAN


def _print_report(report: "CheckReport") -> None:
    counts = report.counts
    total, valid = sum(counts.values()), counts["valid"]
    print(
        name_hidden(
            f"{report.path.name}: {report.container}, {report.format or 'no format'}; "
            f"{total:,} records = {valid:,} valid + {counts['warn']:,} with "
            f"warnings + {counts['invalid']:,} invalid"
        )
    )
    for repair in report.repairs:
        print(name_hidden(f"  repaired: {repair}"))
    if report.target:
        print(name_hidden(f"  {report.target.title}: {report.target.status_in_words}"))
    for code, (severity, lines, message) in report.by_code().items():
        shown = ", ".join(map(str, lines[:_SHOWN_LINES]))
        more = (
            f" and {len(lines) - _SHOWN_LINES:,} more"
            if len(lines) > _SHOWN_LINES
            else ""
        )
        print(name_hidden(f"  {severity:7} {code:22} {len(lines):>7,}  {message}"))
        print(name_hidden(f"  {'':38}  line {shown}{more}"))


def _convert(options: argparse.Namespace) -> int:
    from ftwidgets.conversion import convert
    from ftwidgets.datasets import load
    from ftwidgets.files.writing import jsonl_bytes, write_file
    from ftwidgets.targets import find_target

    target = find_target(options.to)
    source, output = _here(options.file), Path(options.output).resolve()
    if output == source.resolve():
        raise ValueError(f"{output} is the input; write to another file with -o")
    data = load(source)
    records, report = convert(data.examples, options.to, options.allow_lossy)
    print(name_hidden(f"{data!r}"), file=sys.stderr)
    print(name_hidden(f"{report}"), file=sys.stderr)
    print(name_hidden(f"{target.title}: {target.status_in_words}"), file=sys.stderr)
    refused = [each for each in report.refused if _is_loss(each.reasons)]
    if refused and not options.allow_lossy:
        print("Nothing was written; --allow-lossy writes what can be", file=sys.stderr)
        return INVALID
    write_file(output, jsonl_bytes(records, target.byte_order_mark))
    return INVALID if data.rejected or report.refused else CLEAN


def _is_loss(reasons: Sequence[str]) -> bool:
    from ftwidgets.formats.base import LOSSES

    return any(code in LOSSES for code in reasons)


def _build(options: argparse.Namespace) -> int:
    from ftwidgets.exporting import build
    from ftwidgets.recipes import Recipe

    recipe = Recipe.read(_here(options.recipe))
    made = build(
        recipe,
        _here(options.input) if options.input else None,
        accept_changes=options.accept_changes,
        overwrite=options.overwrite,
    )
    for stage in made.curation.funnel:
        print(name_hidden(str(stage)))
    review = made.curation.review
    for note in (*review.notes, *review.damage) if review else ():
        print(name_hidden(f"  {note}"))
    print(name_hidden(f"{made!r} in {made.folder}"))
    return CLEAN


def _generate(options: argparse.Namespace) -> int:
    from ftwidgets.synthesis.commands import run_generation

    place = Path(options.journal).expanduser()
    here = place.absolute()
    in_workspace = workspace() / place
    journal = here if here.exists() or not in_workspace.exists() else in_workspace
    return run_generation(options, journal)


def _progress(options: argparse.Namespace) -> int:
    from ftwidgets.lesson.classroom import class_csv, class_json, class_text, read_class

    lines = read_class(Path(options.folder).expanduser())
    form = class_csv if options.csv else class_json if options.json else class_text
    print(form(lines).rstrip("\n"))
    return INVALID if any(line.state == "unreadable" for line in lines) else CLEAN


def _lab(options: argparse.Namespace) -> int:
    notebook = _here(options.notebook)
    if not notebook.is_file():
        raise ValueError(f"{notebook}: no such notebook")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    root = project() if notebook.is_relative_to(project()) else notebook.parent
    place = notebook.relative_to(root).as_posix()
    command = [sys.executable, "-m", "jupyterlab", "--ip=127.0.0.1", f"--port={port}"]
    command += [
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{place}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        print("running as root: JupyterLab is told to allow it", flush=True)
        command.insert(3, "--allow-root")
    os.chdir(root)
    os.execv(sys.executable, command)


if __name__ == "__main__":
    sys.exit(main())
