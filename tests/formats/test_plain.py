"""Are records without a reply told apart, and never used as examples?"""

import pytest

from formats.reading import reading, records_of


@pytest.mark.parametrize("name", ["label_list", "text_only", "prompt_only"])
def test_they_are_records_with_a_warning_but_no_examples(name):
    for record in records_of(name):
        answer = reading(record)
        assert (answer.format, answer.example) == (name, None)
        assert [each.code for each in answer.findings] == [name]
