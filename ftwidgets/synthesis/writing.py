"""How do many replies at once reach the disk with few waits for it?"""

import asyncio
from collections.abc import Callable

from ftwidgets.journals.journal import JournalError
from ftwidgets.journals.lines import Entry
from ftwidgets.synthesis.book import Book

SECONDS_TO_TRY_AGAIN = 0.5

Waiting = tuple[Entry, "asyncio.Future[None]"]


class Writer:
    """Writes the lines that wait together, in one go, and wakes who waited for them.

    Parameters
    ----------
    book : Book
        Reads each line back, so that it counts what is on the disk and nothing else.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self._waiting: list[Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(
        self, entry: Entry, on_trouble: Callable[[JournalError], bool]
    ) -> bool:
        """Return when the line is on the disk, or when nobody wants to wait any more.

        Parameters
        ----------
        entry : dict
        on_trouble : callable
            Is told that the disk refuses it, and says whether to go on trying.

        Returns
        -------
        bool
            Whether it is on the disk.
        """
        while True:
            done = asyncio.get_running_loop().create_future()
            self._waiting.append((entry, done))
            if self._writing is None or self._writing.done():
                self._writing = asyncio.create_task(self._write_all())
            try:
                await done
                return True
            except JournalError as error:
                if not on_trouble(error):
                    return False
                await asyncio.sleep(SECONDS_TO_TRY_AGAIN)

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            if await self._write(batch):
                continue
            for each in batch:  # a disk that is nearly full may take some of them
                await self._write([each])

    async def _write(self, batch: list[Waiting]) -> bool:
        """Write, and tell whoever waits; false where less at once is worth a try."""
        trouble = None
        try:
            entries = [entry for entry, _ in batch]
            await asyncio.to_thread(self.book.journal.append, entries)
            self.book.refresh()
        except JournalError as error:
            if len(batch) > 1:
                return False
            trouble = error
        except Exception as error:  # whoever waits must hear of it, or waits for ever
            trouble = error
        for _, done in batch:
            if done.done():  # nobody waits any more
                continue
            if trouble is None:
                done.set_result(None)
            else:
                done.set_exception(trouble)
        return True
