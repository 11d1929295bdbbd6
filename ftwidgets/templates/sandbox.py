"""How is a chat template rendered so that it can do nothing but write text?

Nothing but jinja2 and the standard library is imported here: where a template is not
one of ours, the text of this very module runs in a process of its own; see `rendering`.
"""

import contextlib
import json
import signal
import sys
from typing import Any

KINDS = ("refused", "broken", "forbidden", "memory", "length")
"""Why there is no text: the template says no; it has a mistake; it reaches for what it
may not touch; it needs too much memory; it writes too much."""

WORDS_CHARS = 300


class Refused(Exception):
    """What a template says no with."""


class TooLong(Exception):
    """A text that grows beyond its limit."""


def make_environment() -> Any:
    """Jinja as tokenizers run it, with ``raise_exception``, and in the sandbox."""
    from jinja2 import nodes
    from jinja2.exceptions import SecurityError
    from jinja2.ext import Extension
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Generation(Extension):
        """``{% generation %}`` marks what is trained; the text in it stays as it is."""

        tags = {"generation"}  # noqa: RUF012 -- as Jinja has it

        def parse(self, parser: Any) -> Any:
            line = next(parser.stream).lineno
            body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
            return nodes.Scope(body, lineno=line)

    class Sandbox(ImmutableSandboxedEnvironment):
        """Reaching for what is inside of things ends it, and is not silently empty."""

        def unsafe_undefined(self, obj: Any, attribute: str) -> Any:
            raise SecurityError(f"{attribute!r} of a {type(obj).__name__}")

    made = Sandbox(
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.loopcontrols", Generation],
    )
    made.globals["raise_exception"] = _refuse
    made.filters["tojson"] = _to_json
    return made


def _refuse(words: Any) -> None:
    raise Refused(str(words))


def _to_json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def write(template: Any, values: dict[str, Any], limit: int) -> str:
    """Text of a compiled template; it stops where the text grows too long."""
    parts: list[str] = []
    length = 0
    for part in template.generate(**values):
        length += len(part)
        if length > limit:
            raise TooLong
        parts.append(part)
    return "".join(parts)


def trouble_of(error: BaseException) -> dict[str, str]:
    """Kind and words of what went wrong; see `KINDS`."""
    from jinja2 import TemplateSyntaxError
    from jinja2.exceptions import SecurityError

    words = " ".join(str(error).split())[:WORDS_CHARS]
    if isinstance(error, Refused):
        return {"kind": "refused", "words": words}
    if isinstance(error, SecurityError):
        return {"kind": "forbidden", "words": words}
    if isinstance(error, TooLong):
        return {"kind": "length", "words": ""}
    if isinstance(error, MemoryError):
        return {"kind": "memory", "words": ""}
    if isinstance(error, TemplateSyntaxError):
        return {"kind": "broken", "words": f"line {error.lineno}: {words}"}
    return {"kind": "broken", "words": words or type(error).__name__}


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """Texts of a template, one for each set of values; or why there are none."""
    try:
        template = make_environment().from_string(job["template"])
        texts = [write(template, values, job["limit"]) for values in job["values"]]
    except Exception as error:
        return trouble_of(error)
    return {"texts": texts}


def take_limits(seconds: float, memory: int) -> None:
    """Let the system end this process when it has used up its time or its memory."""
    import jinja2.ext
    import jinja2.sandbox  # noqa: F401 -- loading it is not the template's fault

    for name, most in (("AS", memory), ("FSIZE", 0), ("CORE", 0)):
        # Some systems know no such limit; the others hold all the same.
        with contextlib.suppress(ImportError, AttributeError, ValueError, OSError):
            import resource

            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))
    if hasattr(signal, "setitimer"):
        # Nobody catches it: it ends the process even inside one long operation.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def main() -> None:
    """Answer the one job that stands in the standard input."""
    job = json.loads(sys.stdin.buffer.read())
    sys.path += job["path"]
    take_limits(job["seconds"], job["memory"])
    sys.stdout.write(json.dumps(answer(job)))


if __name__ == "__main__":
    main()
