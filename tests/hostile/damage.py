"""Does damaged text stay one invalid record, its neighbours untouched?"""

from collections.abc import Callable
from pathlib import Path

from hostile.model import ANY, KEPT, Case, Row, array_of, dumps, good, lines_of
from hostile.texts import talk

WHOLE = dumps(talk(20))
"""The record that is damaged, as good text."""

BYTES = WHOLE.encode()
HALF = len(WHOLE) // 2
DEEP = 100_000
DIGITS = "9" * 5000
MANY = 10_000_000


def holding(text: str, number: int = 20) -> str:
    """Good record whose user turn holds this JSON text as it stands."""
    before, after = dumps(talk(number)).split('"content": "', 1)
    return f'{before}"content": "{text}{after}'


def beside(text: str, number: int = 20) -> str:
    """Good record with this JSON text as one more member."""
    return f"{dumps(talk(number))[:-1]}, {text}}}"


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "comma after the object": (WHOLE + ",", ""),
    "comma before the bracket": (WHOLE[:-1] + ",}", ""),
    "two objects": (WHOLE + " " + dumps(talk(21)), ""),
    "two glued objects": (WHOLE + dumps(talk(21)), ""),
    "array in an object's place": ("[" + WHOLE + "]", "not_an_object"),
    "text after the object": (WHOLE + " # checked", ""),
    "Python repr": (str(talk(20)), ""),
    "Python words": (beside('"done": True, "next": None'), ""),
    "single quotes": (WHOLE.replace('"', "'"), ""),
    "smart quotes": (WHOLE.replace('"', "”"), ""),
    "keys without quotes": (WHOLE.replace('"role"', "role"), ""),
    "line comment": ("// " + WHOLE, ""),
    "inner comment": (WHOLE.replace("[", "[/* two */", 1), ""),
    "hash comment": ("# the next rows are new", ""),
    "prose": ("Here are more rows:", ""),
    "fence": ("```json", ""),
    "conflict mark": ("<<<<<<< HEAD", ""),
    "cut in a string": (WHOLE[:HALF], ""),
    "cut before the bracket": (WHOLE[:-1], ""),
    "cut at the start": (WHOLE[HALF:], ""),
    "only a bracket": ("{", ""),
    "only a closing bracket": ("]", ""),
    "missing comma": (WHOLE.replace("}, {", "} {"), ""),
    "missing colon": (WHOLE.replace('":', '"', 1), ""),
    "stray escape": (holding(r"C:\qemu\x "), ""),
    "half an escape": (holding(r"\u12"), ""),
    "raw controls": (holding("\x01\x02\f"), ""),
    "raw tab": (holding("two\twords "), ""),
    "raw escape": (holding("\x1b[31m"), ""),
    "raw nul": (holding("\x00"), ""),
    "nothing but nul": ("\x00" * 64, ""),
    "leading zero": (beside('"n": 007'), ""),
    "plus sign": (beside('"n": +1'), ""),
    "hexadecimal": (beside('"n": 0x1F'), ""),
    "bad byte": (BYTES.replace(b"a", b"\xe9", 3), "invalid_encoding"),
    "cut letter": (holding("caf").encode().replace(b"caf", b"caf\xc3"), ""),
    "overlong letter": (holding("~").encode().replace(b"~", b"\xc0\xaf"), ""),
    "encoded surrogate": (holding("~").encode().replace(b"~", b"\xed\xa0\x80"), ""),
    "high surrogate": (holding(r"\ud800"), "lone_surrogate"),
    "low surrogate": (holding(r"a\udfffb"), "lone_surrogate"),
    "turned surrogates": (holding(r"\ude00\ud83d"), "lone_surrogate"),
    "surrogate in a key": (beside(r'"\ud83d": 1'), "lone_surrogate"),
    "surrogate far inside": (beside(r'"a": [{"b": ["\udc00"]}]'), "lone_surrogate"),
    "5,000 digits": (beside(f'"n": {DIGITS}'), "number_too_long"),
    "minus 5,000 digits": (beside(f'"n": -{DIGITS}'), "number_too_long"),
    "only digits": (DIGITS, ""),
    "open brackets": ("[" * DEEP, ""),
    "open braces": ('{"a":' * DEEP, ""),
    "closed brackets": (beside('"n": ' + "[" * DEEP + "]" * DEEP), "too_deep"),
    "deep messages": ('{"messages": ' + "[" * DEEP + "]" * DEEP + "}", "too_deep"),
    "deep objects": (beside('"n": ' + '{"a":' * DEEP + "1" + "}" * DEEP), "too_deep"),
    "null": ("null", "not_an_object"),
    "number": ("3", "not_an_object"),
    "string": ('"text"', "not_an_object"),
    "empty array": ("[]", "not_an_object"),
    "word true": ("true", "not_an_object"),
    "NaN alone": ("NaN", ""),
    "array of messages": (dumps(talk(20)["messages"]), "not_an_object"),
    "record as a string": (dumps(WHOLE), "not_an_object"),
}
"""One line each, all invalid: (its text, the code it must bear)."""

AT_THE_START = (
    "comma after the object",
    "two objects",
    "Python repr",
    "line comment",
    "smart quotes",
    "cut in a string",
    "cut at the start",
    "only a bracket",
    "raw nul",
    "bad byte",
    "high surrogate",
    "5,000 digits",
    "open brackets",
    "closed brackets",
    "null",
    "number",
    "string",
    "empty array",
    "array of messages",
)
"""Damage that stands in the first line too, where it may mislead the sniffing."""

AT_THE_END = (
    "comma after the object",
    "cut in a string",
    "cut before the bracket",
    "only a bracket",
    "nothing but nul",
    "cut letter",
    "null",
)
"""Damage that stands in the last line too, which has no line end."""

ODD: dict[str, tuple[str, str, str]] = {
    "line separator": (holding("a\u2028b\u2029c "), "valid", ""),
    "next line": (holding("a\u0085b "), KEPT, ""),
    "vertical tab": (holding(r"a\u000bb\u000cc "), KEPT, ""),
    "file separators": (holding(r"a\u001cb\u001ec "), KEPT, ""),
    "escaped surrogates": (holding(r"\ud83d\ude00 smile "), "valid", ""),
    "escaped letters": (holding(r"\u00e9t\u00e9 "), "valid", ""),
    "escaped nul": (holding(r"a\u0000b "), "warn", "control_character"),
    "escaped bell": (holding(r"a\u0007b "), "warn", "control_character"),
    "NaN": (beside('"n": NaN'), "warn", "non_finite_number"),
    "Infinity": (beside('"n": [Infinity, -Infinity]'), "warn", "non_finite_number"),
    "1e999": (beside('"n": 1e999'), "warn", ""),
    "key twice": (WHOLE[:-1] + ", " + WHOLE[1:], "warn", "duplicate_key"),
    "content twice": (
        WHOLE.replace('"content"', '"content": "old", "content"', 1),
        "warn",
        "duplicate_key",
    ),
    "role twice": (
        WHOLE.replace('"role"', '"role": "boss", "role"', 1),
        "warn",
        "duplicate_key",
    ),
    "much space": (WHOLE.replace(" {", " " * 5000 + "{"), "valid", ""),
    "4,000 digits in a text": (holding("8" * 4000 + " "), ANY, ""),
    "byte order mark inside": ("\ufeff" + WHOLE, ANY, ""),
}
"""Lines that load all the same: (text, verdict, code)."""

HUGE: dict[str, tuple[Callable[[], str], str]] = {
    "huge reply": (lambda: holding("word " * (MANY // 5)), ANY),
    "huge key": (lambda: beside('"' + "k" * MANY + '": 1'), "warn|invalid"),
    "huge garbage": (lambda: "x" * MANY, "invalid"),
    "huge cut": (lambda: holding("word " * (MANY // 5))[:-9], "invalid"),
    "many messages": (
        lambda: (
            '{"messages": [' + dumps(talk(20)["messages"])[1:-1] + ", "
            '{"role": 1}, ' * 100_000 + "7]}"
        ),
        "invalid",
    ),
}
"""Huge lines, made when they are needed: (text, verdict)."""

LISTS: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "list_comma.json": (b"[%s, %s, ]", ("valid", "valid")),
    "list_cut.json": (b"[%s, %s, {'messages': [", ("valid", "valid", "invalid")),
    "list_open.json": (b"[%s, %s", ("valid", "valid")),
    "list_no_comma.json": (b"[%s %s]", ("valid", "valid")),
    "list_then_more.json": (b"[%s]\n%s\n", ()),
    "pretty_cut.json": (b"%s\n%s\n{\n  'messages': [\n", ("valid", "valid", "invalid")),
    "list_bad_byte.json": (b"[%s, %s, {'a': '\xff'}]", ("valid", "valid")),
    "brackets.json": (b"[" * DEEP, ()),
    "braces.json": (b'{"a":' * DEEP, ()),
}
"""Damage the design leaves open: the good may be kept, but it is never all well."""

SCALARS: dict[str, tuple[bytes, int]] = {
    "scalars.json": (b'[null, 3, "text", [], true, {}, 1.5, NaN]', 8),
    "labels.json": (b'["billing", "shipping"]', 2),
    "pretty_array_lines.jsonl": (b"[]\n[]\n", 2),
}
"""Files whose every record is invalid: (bytes, number of records)."""

TOO_MUCH = ("closed brackets", "5,000 digits", "high surrogate")
"""Damage that must not take an array's other members along."""


def placed(what: str, position: int, prefix: str = "") -> Case:
    """Case with one broken line among good ones, at a position from 0 to 2."""
    text, has = BROKEN[what]
    rows = [good(0), good(1)]
    rows.insert(position, Row(what, text, "invalid", has=has))
    data = lines_of(rows)
    data = data[:-1] if position == 2 else data
    deep = what.startswith(("open", "closed", "deep"))
    return Case(f"{prefix}{what}.jsonl", data, rows, child=deep)


def odd(what: str) -> Case:
    """Case with one line that loads between good ones."""
    text, verdict, has = ODD[what]
    rows = [good(0), Row(what, text, verdict, has=has), good(1)]
    return Case(f"{what}.jsonl", lines_of(rows), rows)


def huge(what: str) -> Case:
    """Case with one huge line between good ones."""
    make, verdict = HUGE[what]
    rows = [good(0), Row(what, b"", verdict), good(1)]

    def write(path: Path) -> None:
        path.write_bytes(b"\n".join((rows[0].data, make().encode(), rows[2].data)))

    return Case(f"{what}.jsonl", write, rows, child=True)


def torn_list(name: str) -> Case:
    """Case of an array or of pretty-printed objects with damage."""
    frame, verdicts = LISTS[name]
    data = frame.replace(b"'", b'"')
    for number in range(data.count(b"%s")):
        data = data.replace(b"%s", dumps(talk(number)).encode(), 1)
    rows = [Row("member", b"", f"{each}?") for each in verdicts]
    return Case(name, data, rows, exits=(1, 2), child=not rows)


def halves() -> Case:
    """One record in two lines, since a line end stands raw in its text."""
    first, second = holding("one\ntwo ").split("\n")
    torn = [Row("half a record", half, "invalid") for half in (first, second)]
    rows = [good(0), *torn, good(1)]
    return Case("raw newline.jsonl", lines_of(rows), rows)


def scalars(name: str) -> Case:
    """Case of a file that holds nothing but invalid records."""
    data, number = SCALARS[name]
    return Case(name, data, [Row("scalar", b"", "invalid")] * number)


def too_much() -> Case:
    """Array with members that no parser takes."""
    rows = [good(0), *(Row(what, BROKEN[what][0], "invalid") for what in TOO_MUCH)]
    return Case("too_much.json", array_of(rows), rows, exits=(1, 2), child=True)


def cases() -> list[Case]:
    """Every damage in the middle; some of it first and last; arrays; huge lines."""
    return [
        *(placed(what, 1) for what in BROKEN),
        *(placed(what, 0, "first ") for what in AT_THE_START),
        *(placed(what, 2, "last ") for what in AT_THE_END),
        *map(odd, ODD),
        *map(huge, HUGE),
        *map(torn_list, LISTS),
        *map(scalars, SCALARS),
        halves(),
        too_much(),
    ]
