"""How are small data files made and read in these tests?"""

import json

from ftwidgets.files.reading import RecordFile

PAIR = {"prompt": "Where is my parcel?", "completion": "It ships today."}
OTHER = {"prompt": "Is the shop open?", "completion": "Until six."}


def lines_of(*records, end="\n"):
    """JSON Lines of records, as bytes."""
    texts = (json.dumps(each, ensure_ascii=False) for each in records)
    return "".join(text + end for text in texts).encode()


def read(folder, data, name="data.jsonl"):
    """Records of a file with these bytes, and the file they came from."""
    path = folder / name
    path.write_bytes(data)
    file = RecordFile(path)
    return list(file), file


def values(folder, data, name="data.jsonl"):
    """Values of the whole records; none may be broken."""
    records, _ = read(folder, data, name)
    assert not [each.findings for each in records if each.broken]
    return [each.value for each in records]


def codes(records):
    """Codes found in each record."""
    return [[found.code for found in each.findings] for each in records]
