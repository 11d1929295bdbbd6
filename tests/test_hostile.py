"""Does ``check --json`` survive hostile files, and say what the design asks for?"""

import json
import os
import re
import sys
from collections import Counter
from itertools import pairwise

import pytest
from hostile.containers import CONTAINERS, PLAIN
from hostile.corpus import CORPUS
from hostile.model import Row
from hostile.runner import Answer, listed, run_child, run_here, told

from ftwidgets.findings import CODES

AGREEMENT = 0.95
"""Share of verdicts that must agree, over all and in each room."""

PREVIEW = 2000
"""No message or path may be longer, whatever the record holds."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pipes and limits")


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """One run over the whole corpus."""
    found = []
    for room, cases in CORPUS.items():
        folder = tmp_path_factory.mktemp(room)
        for case in cases:
            path = case.write(folder)
            run = run_child(path) if case.child else run_here(path, "--json")
            found.append(Answer(room, case, *run))
            if case.child and path.is_file():
                path.unlink()
    return found


# What is asked of every file


def test_no_file_ends_in_a_traceback_or_an_unknown_exit_code(answers):
    fallen = [
        ascii(f"{each.room}/{each.case.name}: {each.code} {each.stderr[-300:]}")
        for each in answers
        if each.code not in (0, 1, 2) or "Traceback" in each.stderr + each.stdout[:9]
    ]
    assert not fallen, listed(fallen)


def test_every_file_is_answered_with_one_json_report(answers):
    keys = {"file", "container", "format", "records", "counts"}
    silent = [
        ascii(f"{each.room}/{each.case.name}: exit {each.code}, {each.stdout[:80]}")
        for each in answers
        if not keys <= set(each.report)
    ]
    assert not silent, listed(silent)


def complaints(record: object) -> list[str]:
    """What is wrong with the shape of a reported record."""
    if not isinstance(record, dict):
        return ["not an object"]
    if not {"line", "verdict", "format", "findings"} <= set(record):
        return [f"keys {sorted(record)}"]
    findings = record["findings"]
    wrong = [
        f"finding {each}"[:200]
        for each in findings
        if set(each) != {"code", "severity", "path", "message"}
        or each["code"] not in CODES
        or not each["message"].strip()
        or max(len(each["message"]), len(each["path"])) > PREVIEW
    ]
    severities = [each.get("severity") for each in findings]
    worst = "invalid" if "error" in severities else "valid"
    worst = "warn" if worst == "valid" and "warning" in severities else worst
    return wrong + [f"verdict {record['verdict']}"] * (record["verdict"] != worst)


def test_every_reported_record_has_the_shape_of_the_contract(answers):
    wrong = [
        ascii(f"{each.room}/{each.case.name}: {complaint}")
        for each in answers
        for record in each.report.get("records", [])
        for complaint in complaints(record)[:1]
    ]
    assert not wrong, listed(wrong)


def test_every_record_is_accounted_for_once_and_in_order(answers):
    lost = []
    for each in answers:
        lines = [record["line"] for record in each.records]
        expected = [line for line, _ in each.case.numbered]
        ordered = all(one < two for one, two in pairwise(lines))
        if not ordered or (each.case.counted and lines != expected):
            lost.append(ascii(f"{each.room}/{each.case.name}: {expected} {lines}"))
    assert not lost, listed(lost)


def test_exit_codes_say_what_the_records_say(answers):
    wrong = []
    for each in answers:
        bad = any(record.get("verdict") == "invalid" for record in each.records)
        if (
            each.code not in each.case.exits
            or (each.code == 2 and each.records)
            or (each.code in (0, 1) and each.code != bad)
        ):
            wrong.append(ascii(f"{each.room}/{each.case.name}: {each.code}"))
    assert not wrong, listed(wrong)


def test_every_refused_file_is_given_a_reason(answers):
    keys = {"file", "container", "format", "records", "counts"}
    mute = [
        ascii(f"{each.room}/{each.case.name}")
        for each in answers
        if each.code == 2
        and not each.stderr.strip()
        and not any(value for key, value in each.report.items() if key not in keys)
    ]
    assert not mute, listed(mute)


def test_every_invalid_record_is_caught(answers):
    missed = [
        told(each, line, row, record)
        for each in answers
        for line, row, record in each.judged
        if row.accepted == {"invalid"} and record.get("verdict") != "invalid"
    ]
    assert not missed, listed(missed)


def test_verdicts_agree_with_the_design(answers):
    asked, agreed, apart = Counter(), Counter(), []
    for each in answers:
        for line, row, record in each.judged:
            if len(row.accepted) == 3 and record:
                continue
            asked[each.room] += 1
            agrees = record.get("verdict") in row.accepted
            agreed[each.room] += agrees
            apart += [] if agrees else [told(each, line, row, record)]
    shares = {room: agreed[room] / asked[room] for room in asked}
    report = f"{agreed.total()} of {asked.total()} agree, {shares}\n{listed(apart)}\n"
    sys.stdout.write(report)
    assert min(shares.values()) >= AGREEMENT, report


def test_formats_and_codes_agree_with_the_design(answers):
    asked, apart = 0, []
    for each in answers:
        for line, row, record in each.judged:
            codes = {finding["code"] for finding in record.get("findings", [])}
            asked += bool(row.format) + bool(row.has) + bool(row.lacks)
            formats_agree = not row.format or record.get("format") == row.format
            if (
                not formats_agree
                or not set(row.has.split()) <= codes
                or set(row.lacks.split()) & codes
            ):
                apart.append(told(each, line, row, record))
    report = f"{len(apart)} of {asked} apart\n{listed(apart)}\n"
    sys.stdout.write(report)
    assert len(apart) <= (1 - AGREEMENT) * asked, report


def test_counts_add_up(answers):
    wrong = []
    for each in answers:
        seen = Counter(record.get("verdict") for record in each.records)
        counts = each.report.get("counts", {})
        said = {name: counts.get(name, 0) for name in ("valid", "warn", "invalid")}
        if said != {name: seen[name] for name in said}:
            wrong.append(ascii(f"{each.room}/{each.case.name}: {counts} {seen}"))
    assert not wrong, listed(wrong)


def test_containers_are_called_by_their_names(answers):
    wrong = []
    for each in answers:
        words = CONTAINERS.get(each.case.name.partition(".")[2], "")
        name = str(each.report.get("container")).lower()
        if each.case.name in PLAIN and not re.search(words, name):
            wrong.append(f"{each.case.name}: {name}")
    assert not wrong, listed(wrong)


# The same from outside


@pytest.mark.parametrize("name", PLAIN)
def test_a_process_of_its_own_says_the_same(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(PLAIN[name][0])
    assert run_child(path) == run_here(path, "--json")


def test_json_is_printed_where_the_terminal_knows_only_ascii(tmp_path):
    path = tmp_path / "snow ☃ \udcff.jsonl"
    rows = [Row("odd key", {"messages": [], "☃\u202e": 1})]
    path.write_bytes(rows[0].data)
    code, out, err = run_child(path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (code, len(json.loads(out)["records"])) == (1, 1)
    assert "Traceback" not in err


@pytest.mark.parametrize("case", CORPUS["content"], ids=lambda case: case.name)
def test_the_table_for_people_shows_no_control_or_turning_characters(case, tmp_path):
    code, out, err = run_here(case.write(tmp_path))
    assert code == any(row.accepted == {"invalid"} for row in case.rows)
    assert not re.search(
        "[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", out + err
    )
