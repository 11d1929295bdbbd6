"""What does a person see of duplicates? Plain JSON values for any screen there is."""

from ftwidgets.decisions import Decision, standing
from ftwidgets.duplicates import Conflict
from ftwidgets.examples import count, texts
from ftwidgets.exploration.choices import shown_path
from ftwidgets.exploration.duplicates.exploration import DuplicateExploration
from ftwidgets.exploration.duplicates.groups import Pair, PairList
from ftwidgets.exploration.duplicates.lsh import HASHES, MANY_BANDS, datasketch_choice
from ftwidgets.exploration.records.texts import (
    Page,
    name_of,
    turns_side_by_side,
    window,
)
from ftwidgets.literals import literal, preview
from ftwidgets.pairs import FLOORS

GROUPS_SHOWN = 8
"""So many groups are in the list at a time."""

MAX_TURNS = 8
"""Of a row so many messages are shown."""

MAX_CHARS = 12_000
"""Of all messages of a row together so much is shown."""

PIECE_CHARS = 24
"""A piece takes about so much of the page besides its text."""

PREVIEW_CHARS = 60

ROLE_CHOICES = (
    ("user", "assistant"),
    ("user",),
    ("assistant",),
    ("system", "user", "assistant"),
)
"""Whose texts the screen offers to compare."""

Found = DuplicateExploration


def duplicate_facts(found: Found) -> Page:
    """What no choice changes."""
    return {
        "name": literal(found.curation.data.name),
        "rows": len(found.records),
        "records": len(found.curation.data),
        "hashes": HASHES,
        "many": list(MANY_BANDS),
        "journal": literal(shown_path(found.book.journal.path)),
        "roles": [list(each) for each in ROLE_CHOICES],
    }


def duplicate_view(found: Found) -> Page:
    """The state of this moment."""
    with found.lock:
        page: Page = {
            "threshold": found.threshold,
            "roles": list(found.roles),
            "keep": found.keep,
            "view": found.view,
            "search": _search_page(found),
            "deeds": _deeds_page(found),
            "found": None,
            "groups": None,
            "pair": None,
            "pairs": {"at": 0, "total": 0},
            "lsh": None,
        }
        if not found.is_found:
            return page
        page["found"] = _curves(found)
        if found.view == "rate":
            page |= _groups_page(found)
        elif found.view == "conflicts":
            page |= _conflict_page(found)
        else:
            page |= _lsh_page(found)
        return page


def _search_page(found: Found) -> Page | None:
    search = found.search
    if search is None:
        return None
    return {
        "roles": list(found.wanted),
        "what": search.what,
        "done": search.done,
        "total": search.total,
        "seconds": round(search.seconds, 1),
    }


def _deeds_page(found: Found) -> Page:
    """What was decided, and what Undo would take back."""
    pins, last = found.book.pins, found.book.last
    return {
        "standing": len(standing(found.book.decisions)),
        "last": None if last is None else deed_in_words(found, last),
        "notes": [*pins.notes, *(f"passed over: {each}" for each in pins.damage)],
    }


def deed_in_words(found: Found, deed: Decision) -> str:
    """A decision in a few words, with the rows as people call them."""
    names = {
        "pin": [
            name_of(found.curation, each) for each in found.book.records_of(deed.pin)
        ],
        "unpin": [
            name_of(found.curation, each) for each in found.book.records_of(deed.unpin)
        ],
    }
    if deed.kind == "keep_both":
        return f"Kept both {' and '.join(names['pin'])}".strip()
    kept, gone = ("".join(names[each]) or "a row" for each in ("pin", "unpin"))
    return f"Kept {kept}, not {gone}"


def _curves(found: Found) -> Page:
    """The numbers at every threshold, so that a line is dragged without asking."""
    table = found.table
    return {
        "floor": table.floor,
        "isRaised": table.floor > FLOORS[0],
        "isExact": table.exact,
        "pairs": len(table),
        "seconds": round(found.seconds, 1),
        "limits": list(table.limits),
        "dropped": found.curve,
        "groups": found.group_counts,
        "conflicts": found.conflict_counts,
    }


def _groups_page(found: Found) -> Page:
    """A window of the groups, and the pair that is looked at."""
    groups, at = found.groups, found.cluster
    first = (at or 0) // GROUPS_SHOWN * GROUPS_SHOWN
    shown = window(len(groups), first, GROUPS_SHOWN)
    listed = zip(shown, groups.pairs(list(shown)), strict=True)
    page: Page = {
        "groups": {
            "total": len(groups),
            "at": at,
            "rows": [_group_page(found, number, pairs) for number, pairs in listed],
        }
    }
    if at is None:
        return page
    place, pairs = found.pair, found.pairs
    page["pairs"] = {"at": place, "total": len(pairs)}
    page["pair"] = _pair_page(found, pairs[place])
    kept = found.fates.is_kept(found.at)
    page["groups"]["stay"] = int(kept[groups.rows(at)].sum())
    return page


def _group_page(found: Found, number: int, pairs: PairList) -> Page:
    groups = found.groups
    text = " ".join(texts(found.examples[groups.first[number]], found.roles))
    return {
        "number": number,
        "similarity": pairs[0].similarity,
        "rows": groups.sizes[number],
        "dropped": pairs.dropped,
        "text": preview(text, PREVIEW_CHARS) or "no text",
    }


def _pair_page(found: Found, pair: Pair) -> Page:
    """Two rows side by side, and what becomes of them."""
    tones = {"dropped": "drop", "decided": "keep", "conflict": "keep"}
    sides = ("keep", pair.stays), (tones[pair.fate], pair.other)
    return {"fate": pair.fate, **_sides(found, pair.similarity, *sides)}


def _conflict_page(found: Found) -> Page:
    """One of the conflicts: rows that give one text two labels."""
    conflicts = found.conflicts
    at = found.place_in("conflicts", len(conflicts))
    page: Page = {"pairs": {"at": at, "total": len(conflicts)}}
    if conflicts:
        kept = found.fates.is_kept(found.at)
        hit: Conflict = conflicts[at]
        sides = (
            ("keep" if kept[row] else "drop", row) for row in (hit.partner, hit.row)
        )
        page["pair"] = {"fate": "conflict", **_sides(found, hit.similarity, *sides)}
    return page


def _lsh_page(found: Found) -> Page:
    """What LSH would see of the true pairs, and one of those that it misses."""
    hashed, threshold, (bands, rows) = found.hashed, found.threshold, found.lsh
    missed = found.missed
    total = len(hashed.reaching(threshold))
    choice = datasketch_choice(threshold)
    page: Page = {
        "lsh": {
            "bands": bands,
            "rows": rows,
            "choice": list(choice),
            "histogram": hashed.histogram(),
            "pairs": total,
            "expected": round(hashed.expected(threshold, bands, rows), 1),
            "many": round(hashed.expected(threshold, *MANY_BANDS), 1),
            "missed": None if missed is None else len(missed),
            "copies": len(found.records) - len(found.table.nodes.sets),
        }
    }
    if missed is None or not len(missed):
        return page
    at = found.place_in("lsh", len(missed))
    number = int(missed[at])
    similarity = float(found.table.similarity[number])
    sides = (("miss", row) for row in found.fates.rows_of(number))
    page["pairs"] = {"at": at, "total": len(missed)}
    page["pair"] = {"fate": "missed", **_sides(found, similarity, *sides)}
    return page


def _sides(found: Found, similarity: float, *sides: tuple[str, int]) -> Page:
    """Two rows with the words marked in which they differ."""
    (one, left), (other, right) = sides
    texts_of = turns_side_by_side(found.examples[left], found.examples[right])
    shown = ((one, left, texts_of[0]), (other, right, texts_of[1]))
    return {
        "similarity": similarity,
        "records": [found.records[left], found.records[right]],
        "sides": [_side(found, *each) for each in shown],
    }


def _side(found: Found, tone: str, row: int, turns: list[Page]) -> Page:
    record = found.records[row]
    rest = len(turns) - MAX_TURNS
    return {
        "name": name_of(found.curation, record),
        "line": found.curation.data.lines[record],
        "tone": tone,
        "isPinned": bool(found.fates.is_pinned[row]),
        "score": round(found.curation.scores[record], 4),
        "turns": _cut(turns[:MAX_TURNS]),
        "rest": count(rest, "more message") if rest > 0 else "",
    }


def _cut(turns: list[Page]) -> list[Page]:
    """The turns, the last ones cut where all of them together are too long."""
    left = MAX_CHARS
    found = []
    for turn in turns:
        pieces = []
        for piece in turn["pieces"]:
            left -= len(piece[1]) + PIECE_CHARS
            if left > 0:
                pieces.append(piece)
        found.append({**turn, "pieces": pieces})
    return found
