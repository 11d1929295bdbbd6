"""What do tests of the lesson share? Datasets that were built once, by kind of task."""

import pytest

from ftwidgets.lesson.workshop import Workshop
from lesson.building import LEARNER

_BUILT = {}


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Give a workshop whose dataset is built from our seeds; copy it to spoil it."""

    def of_kind(kind="classification"):
        if kind not in _BUILT:
            folder = tmp_path_factory.mktemp(kind)
            mine = Workshop(LEARNER, folder).choose(kind).use_ours()
            _BUILT[kind] = mine.build()
        return _BUILT[kind]

    return of_kind
