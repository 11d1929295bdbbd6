"""Which replies are error messages, and which only speak of errors?"""

import pytest

from ftwidgets.signals.errors import error_text
from ftwidgets.signals.turns import Turn

TRACEBACK = """Traceback (most recent call last):
  File "reply.py", line 88, in draft
    order = orders[ticket["order_id"]]
KeyError: 'order_id'"""

JAVA = """java.lang.NullPointerException: Cannot invoke "A.b()" because "a" is null
\tat shop.ReplyBuilder.build(ReplyBuilder.java:214)"""

ERRORS = [
    *(
        "undefined",
        "null",
        " NaN\n",
        "[object Object]",
        '"null"',
        "#REF!",
        "...",
        "TBD",
    ),
    *("[insert response here]", "<your answer here>", "Lorem ipsum dolor sit amet"),
    "ERROR: request failed",
    "Error 500: internal server error",
    "Error: Request timed out. Please try again later.",
    "HTTP 502 Bad Gateway",
    "503 Service Unavailable",
    "<html><head><title>502 Bad Gateway</title></head></html>",
    "FATAL: out of memory",
    "Internal Server Error",
    "An error occurred while generating the response.",
    "TypeError: Cannot read properties of undefined (reading 'id')",
    "Request failed with status code 429",
    "[ERROR] connection refused",
    "upstream connect error or disconnect/reset before headers",
    "%!s(<nil>)",
    '{"error": {"message": "Overloaded", "type": "server_error"}}',
    '{"type":"error","error":{"type":"overloaded_error"}}',
    TRACEBACK,
    JAVA,
]

ANSWERS = [
    "The variable is undefined because it is read before it is set.",
    "`if (x === undefined)` is true for missing keys.",
    "Error 404 means that the page is gone. Use the search instead.",
    "Error 404 comes up because the new addresses have no .html at the end.",
    "Error: 'their' should be 'there'.",
    "TypeError: this is raised when you add a number to a text.",
    "Null hypothesis",
    "none",
    "N/A",
    "not found",
    "server error",
    "nano",
    "An error of this size is usual.",
    "Something went wrong on our side, and your card was charged twice. I have "
    "returned the second payment and added a voucher.",
    "[1, 2, 3]",
    '{"error_code": 17, "severity": "low"}',
    "",
    "   ",
]


@pytest.mark.parametrize("reply", ERRORS)
def test_an_error_message_is_found_whole(reply):
    assert error_text(Turn(reply)) == (1.0, 0, len(reply))


@pytest.mark.parametrize("reply", ANSWERS)
def test_text_about_errors_is_an_answer(reply):
    assert error_text(Turn(reply)) is None


def test_a_long_text_that_begins_like_an_error_is_an_answer():
    reply = "Error: connection refused. " + "The pump was found dry and refilled. " * 8
    assert error_text(Turn(reply)) is None
