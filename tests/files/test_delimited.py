"""Is every row of a table one record, whatever its dialect and its cells?"""

import csv
import io

import pytest
from conversations import words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from files.making import codes, read, values
from ftwidgets.files.delimited import sniff_delimiter
from ftwidgets.files.source import FileError

ROWS = [
    {"text": "Two\nlines, one comma", "category": "a; b"},
    {"text": 'He said "no"', "category": "tab\there | pipe"},
    {"text": "", "category": "NA"},
    {"text": " 007 ", "category": "é\u2028ü"},
]


def table(rows, delimiter=",", end="\r\n"):
    text = io.StringIO()
    writer = csv.DictWriter(
        text, list(rows[0]), delimiter=delimiter, lineterminator=end, quoting=1
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_dialect_is_read(tmp_path, delimiter, end):
    records, file = read(tmp_path, table(ROWS, delimiter, end), "data.csv")
    assert [each.value for each in records] == ROWS
    assert [each.line for each in records] == [1, 2, 3, 4]
    assert ("csv_delimiter" in file.repairs) == (delimiter != ",")
    assert file.container == ("tsv" if delimiter == "\t" else "csv")


@pytest.mark.parametrize("name", ["data.tsv", "data.txt", "data.jsonl", "data"])
def test_a_table_is_a_table_under_every_name(tmp_path, name):
    assert values(tmp_path, table(ROWS), name) == ROWS


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.fixed_dictionaries({"text": words, "label": words}), min_size=1, max_size=5
    )
)
def test_what_the_csv_module_wrote_is_read_the_same(tmp_path, rows):
    assert values(tmp_path, table(rows), "data.csv") == rows


def test_a_row_of_another_width_is_one_broken_record(tmp_path):
    data = b"text,label\none,a\nonly one\nthree,cells,here\ntwo,b\n"
    records, _ = read(tmp_path, data, "data.csv")
    assert codes(records) == [[], ["ragged_row"], ["ragged_row"], []]
    assert "3 cells where the header has 2" in records[2].findings[0].message


def test_a_bad_byte_costs_its_row_only(tmp_path):
    records, _ = read(tmp_path, b"text,label\ncaf\xe9,a\ntwo,b\n", "data.csv")
    assert codes(records) == [["invalid_encoding"], []]
    assert records[0].value == "caf\ufffd\ta"


def test_a_quote_never_closed_is_one_record_that_says_how_much_it_holds(tmp_path):
    data = b'text,label\none,a\n"never closed,b\nmore,c\nlast,d\n'
    records, _ = read(tmp_path, data, "data.csv")
    assert [each.broken for each in records] == [False, True]
    assert "over 3 lines" in records[1].findings[0].message
    assert records[1].value == '"never closed,b\nmore,c\nlast,d\n'


def test_text_behind_a_closed_quote_costs_its_row_only(tmp_path):
    data = b'text,label\n"one" and more,a\ntwo,b\n'
    records, _ = read(tmp_path, data, "data.csv")
    assert [each.broken for each in records] == [True, False]


def test_blank_lines_are_passed_over_even_before_the_header(tmp_path):
    data = b"\n\ntext,label\n\none,a\n\n\ntwo,b\n\n"
    records, file = read(tmp_path, data, "data.csv")
    assert [each.value["text"] for each in records] == ["one", "two"]
    assert [each.line for each in records] == [1, 2]
    assert file.repairs["blank_lines"] == 6


def test_one_column_is_a_table_by_its_name(tmp_path):
    assert values(tmp_path, b"text\nhello\n", "data.csv") == [{"text": "hello"}]


REFUSED = {
    b"text,label\n": "holds no records",
    b"text,label\n\n\n": "holds no records",
    b"text,text\na,b\n": "several columns of the header are named 'text'",
    b"text,\xe9\na,b\n": "in the header, the byte 0xe9",
    b'text,"la"bel\na,b\n': "the header is not CSV",
}


@pytest.mark.parametrize(("data", "what"), REFUSED.items())
def test_a_table_without_rows_or_a_clear_header_is_refused(tmp_path, data, what):
    with pytest.raises(FileError, match=what):
        read(tmp_path, data, "data.csv")


def test_names_of_the_header_lose_the_space_around_them(tmp_path):
    (value,) = values(tmp_path, b"text , label\na,b\n", "data.csv")
    assert value == {"text": "a", "label": "b"}


def test_tables_longer_than_one_read_are_whole(tmp_path):
    rows = [{"text": f"line\r\n{number} " * 50, "label": "x"} for number in range(4000)]
    data = table(rows)
    assert len(data) > 2 * 2**20
    assert values(tmp_path, data, "data.csv") == rows


@pytest.mark.parametrize(
    ("head", "delimiter"),
    [
        (b"a,b\n1,2\n", ","),
        (b"a;b\n1,5;2\n", ";"),
        (b"a\tb\n1,5\t2;3\n", "\t"),
        (b"a|b\n1|2\n", "|"),
        (b"only\none\n", None),
        (b"", None),
    ],
)
def test_the_delimiter_is_the_one_under_which_rows_agree(head, delimiter):
    assert sniff_delimiter(head) == delimiter


def test_prose_is_no_table():
    prose = b"Dear all, hello\nplease read this\nand, then, that\nthank you\n"
    assert sniff_delimiter(prose, min_agreement=0.5) is None
