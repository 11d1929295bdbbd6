"""Are arrays and pretty-printed objects read value by value, damage or not?"""

import json

import pytest

from files.making import OTHER, PAIR, codes, lines_of, read, values

ROWS = [{"prompt": f"question {n}", "completion": "x"} for n in range(3)]

LAYOUTS = {
    "one line": json.dumps(ROWS),
    "indented": json.dumps(ROWS, indent=2),
    "not indented": json.dumps(ROWS, indent=0),
    "a row a line": "[" + ",\n".join(map(json.dumps, ROWS)) + "]",
    "a row a line, brackets apart": "[\n" + ",\n".join(map(json.dumps, ROWS)) + "\n]",
    "last bracket apart": "[" + ",\n".join(map(json.dumps, ROWS)) + "\n]",
    "commas first": "[ " + "\n, ".join(map(json.dumps, ROWS)) + "\n]",
    "tabs": json.dumps(ROWS, indent="\t"),
    "line ends of Windows": json.dumps(ROWS, indent=2).replace("\n", "\r\n"),
    "space around": "\n\n  " + json.dumps(ROWS) + "  \n\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["data.json", "data.jsonl", "data.txt"])
def test_an_array_is_read_in_every_layout_under_every_name(tmp_path, layout, name):
    records, file = read(tmp_path, LAYOUTS[layout].encode(), name)
    assert [each.value for each in records] == ROWS
    assert [each.line for each in records] == [1, 2, 3]
    assert file.container == "json_array"
    assert ("array_in_jsonl" in file.repairs) == (name == "data.jsonl")


CHAT = {"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant"}]}


@pytest.mark.parametrize("indent", [0, 1, 2, 4, "\t"])
@pytest.mark.parametrize("between", ["\n", "\n\n", "", " "])
def test_pretty_printed_objects_are_read_one_after_another(tmp_path, indent, between):
    rows = [CHAT, *ROWS]
    text = between.join(json.dumps(row, indent=indent) for row in rows)
    records, file = read(tmp_path, text.encode())
    assert [each.value for each in records] == rows
    assert file.container == "json_objects"
    assert list(file.repairs) == ["pretty_printed"]


@pytest.mark.parametrize("indent", [None, 0, 2])
def test_one_object_is_one_record(tmp_path, indent):
    records, file = read(tmp_path, json.dumps(CHAT, indent=indent).encode(), "a.json")
    assert [each.value for each in records] == [CHAT]
    assert file.container == ("json_object" if indent is not None else "jsonl")


@pytest.mark.parametrize("indent", [None, 0, 2])
def test_files_larger_than_the_window_are_read_whole(tmp_path, indent):
    rows = [{"messages": [{"role": "user", "content": "x" * 999}] * 3}] * 1500
    data = json.dumps(rows, indent=indent).encode()
    assert len(data) > 4 * 2**20
    assert values(tmp_path, data, "data.json") == rows
    pretty = "\n".join(json.dumps(row, indent=indent or 0) for row in rows)
    assert values(tmp_path, pretty.encode(), "data.json") == rows


def test_one_value_larger_than_the_window_is_read_whole(tmp_path):
    row = {"messages": [{"role": "user", "content": "word " * 700_000}]}
    for indent in (0, 2):
        data = json.dumps([row, PAIR], indent=indent).encode()
        assert values(tmp_path, data, "data.json") == [row, PAIR]


DAMAGED = {
    "a missing quote": ('"question 1"', '"question 1'),
    "a missing colon": ('"prompt": "question 1"', '"prompt" "question 1"'),
    "a missing comma": ('"question 1",', '"question 1"'),
    "single quotes": ('"question 1"', "'question 1'"),
    "a comma too many": ('"question 1",', '"question 1",,'),
    "a raw line break": ('"question 1"', '"question\n1"'),
    "NaN misspelt": ('"question 1"', "nan"),
    "half a character": ('"question 1"', '"\\ud800"'),
    "5,000 digits": ('"question 1"', "9" * 5000),
    "deep": ('"question 1"', "[" * 200 + "]" * 200),
    "a bracket too many": ('"question 1"', '["question 1"]]'),
}


@pytest.mark.parametrize("what", DAMAGED)
@pytest.mark.parametrize("kind", ["array", "objects"])
def test_a_damaged_value_does_not_swallow_its_neighbours(tmp_path, what, kind):
    if kind == "array":
        text = json.dumps(ROWS, indent=2)
    else:
        text = "\n".join(json.dumps(row, indent=2) for row in ROWS)
    assert text.count(DAMAGED[what][0]) == 1
    records, _ = read(tmp_path, text.replace(*DAMAGED[what]).encode(), "data.json")
    whole = [each.value for each in records if not each.broken]
    assert whole == [ROWS[0], ROWS[2]]
    assert any(each.broken for each in records)


def test_a_bad_byte_costs_its_value_only(tmp_path):
    data = json.dumps(ROWS).encode().replace(b"question 1", b"caf\xe9")
    records, _ = read(tmp_path, data, "data.json")
    assert codes(records) == [[], ["invalid_encoding"], []]


def test_values_of_other_types_are_records_too(tmp_path):
    assert values(tmp_path, b'[1, null, "text", [], true]', "data.json") == [
        1,
        None,
        "text",
        [],
        True,
    ]


TORN = {
    b'[{"a": 1}, {"a": 2},]': (2, 1),
    b'[{"a": 1} {"a": 2}]': (2, 1),
    b'[{"a": 1},, {"a": 2}]': (2, 1),
    b'[\n{"a": 1},\n{"a": 2}': (2, 1),
    b'[\n{"a": 1},\n{"a": "cut': (1, 1),
    b'[\n{"a": 1}\n]\n{"a": 2}': (1, 1),
    b'{\n"a": 1\n}\n,\n{\n"a": 2\n}': (2, 1),
    b'{\n"a": 1\n}\n{\n"a": [': (1, 1),
}


@pytest.mark.parametrize(("data", "expected"), TORN.items())
def test_damage_between_values_is_one_record_that_says_so(tmp_path, data, expected):
    records, _ = read(tmp_path, data, "data.json")
    broken = [each for each in records if each.broken]
    assert (len(records) - len(broken), len(broken)) == expected
    assert [each.line for each in records] == list(range(1, len(records) + 1))


def test_duplicate_keys_and_nan_are_found_here_too(tmp_path):
    data = b'[{"a": NaN}, {"b": 1, "b": 2}, {"c": 1}]'
    records, _ = read(tmp_path, data, "data.json")
    assert codes(records) == [["non_finite_number"], ["duplicate_key"], []]


def test_a_value_that_never_ends_is_one_record(tmp_path):
    data = b'[{"a": "' + b'\\"' * 600_000
    records, _ = read(tmp_path, data, "data.json")
    assert codes(records) == [["truncated"]]


def test_lines_are_not_taken_for_an_array_because_of_a_damaged_first_one(tmp_path):
    data = b'[{"prompt": "cut"\n' + lines_of(PAIR, OTHER)
    records, file = read(tmp_path, data)
    assert file.container == "jsonl"
    assert [each.broken for each in records] == [True, False, False]
