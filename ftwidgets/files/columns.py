"""How is Parquet read? Batch by batch, with the nulls that Arrow invents taken out."""

import datetime
import decimal
import json
import tempfile
from collections.abc import Iterator
from typing import Any

from ftwidgets.examples import shorten
from ftwidgets.files.records import RawRecord
from ftwidgets.files.source import FileError, Source
from ftwidgets.findings import finding

BATCH_ROWS = 1_000


def read_parquet(source: Source) -> Iterator[RawRecord]:
    """Read one record a row, numbered from 1.

    Arrow gives every struct all keys of all rows; inside a column, keys whose value is
    null are left out again, since trainers refuse, say, ``"weight": null``.

    Parameters
    ----------
    source : Source
        An opened file.

    Yields
    ------
    RawRecord
        With JSON types only; times and decimals become text.
    """
    import pyarrow.parquet

    # Parquet is read from its end: a packed file must be unpacked to disk first.
    with tempfile.TemporaryFile() as unpacked:
        for chunk in source.chunks():
            unpacked.write(chunk)
        number = 0
        try:
            table = pyarrow.parquet.ParquetFile(unpacked)
            for batch in table.iter_batches(BATCH_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield _record(number, row)
        except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
            reason = shorten(str(error))
            raise FileError(
                f"{source.path}: a broken Parquet file ({reason}); fetch it again"
            ) from error


def _record(number: int, row: dict[str, Any]) -> RawRecord:
    try:
        record = {key: _plain(each) for key, each in row.items()}
    except TypeError as error:
        found = finding("wrong_type", "", str(error))
        return RawRecord(number, shorten(str(row), 1000), (found,), broken=True)
    try:
        json.dumps(record, allow_nan=False)
    except ValueError:
        return RawRecord(number, record, (finding("non_finite_number"),))
    return RawRecord(number, record)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):  # the items of a map are tuples
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | datetime.timedelta):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"a Parquet value of type {type(value).__name__} is no JSON value")
