"""What does Together's own file check say? Runs in Together's environment.

`check_file` wants a file and stops at the first error, so a file is halved until the
records that spoil it stand alone.
"""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

os.environ["TOGETHER_DISABLE_TQDM"] = "true"

from protocol import Complaints, answer, complaint_of
from together.lib.utils.files import check_file


def _complaints(lines: Sequence[str]) -> Complaints:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "records.jsonl")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        try:
            report = check_file(path)
        except Exception as error:  # it crashes on some records
            return [complaint_of(error)]
    return [] if report["is_check_passed"] else [str(report["message"])]


def judge(lines: Sequence[str]) -> list[Complaints]:
    """Complaints about each line."""
    complaints = _complaints(lines)
    if not complaints or len(lines) == 1:
        return [complaints for _ in lines]
    half = len(lines) // 2
    return judge(lines[:half]) + judge(lines[half:])


if __name__ == "__main__":
    answer(judge)
