"""Times in journals can be compared as they stand."""

import re

from ftwidgets.journals.lines import now


def test_times_are_utc_and_sort_as_text():
    times = [now() for _ in range(100)]
    assert times == sorted(times)
    assert all(
        re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", each) for each in times
    )
