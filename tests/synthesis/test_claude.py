"""The real SDK, a real server: what is asked, who is told the key, what errors mean."""

import datetime
import email.utils
import socket

import pytest

from ftwidgets.synthesis.claude import ClaudeTeacher, host_of
from ftwidgets.synthesis.requests import Plan
from ftwidgets.synthesis.secrets import NO_KEY
from ftwidgets.synthesis.teachers import CannotGoOn, TryAgain, Unanswered
from ftwidgets.synthesis.troubles import FINAL, LONGEST_WAIT, OTHER_FINAL
from synthesis.running import KEY, TASK, asked, run_async
from synthesis.serving import SEEDS, Teller, error_body, good_body

PLAN = Plan(TASK, SEEDS, ClaudeTeacher().params(TASK), show_gold=True)


def ask(timeout=None, **settings):
    """Ask once; the reply."""

    async def call():
        teacher = ClaudeTeacher(**settings)
        teacher.timeout = timeout or teacher.timeout
        try:
            return await teacher.ask(TASK, PLAN.request(0))
        finally:
            await teacher.close()

    return run_async(call())


def answering(status, headers=None, body=None):
    body = error_body("any", "as the server says") if body is None else body
    return Teller(lambda n, a: (status, headers or {}, body))


def error_of(teller, kind, **settings):
    with asked(teller), pytest.raises(kind) as caught:
        ask(**settings)
    return caught.value


# What goes out


def test_the_key_goes_to_the_server_and_no_sampling_setting_with_it():
    teller = Teller()
    with asked(teller):
        reply = ask()
    assert reply.status == 200
    assert reply.request_id == "req_1"
    (headers,) = teller.headers
    lower = {name.lower(): value for name, value in headers.items()}
    assert lower["authorization"] == f"Bearer {KEY}"
    (call,) = teller.calls
    assert set(call) == {"model", "max_tokens", "messages", "system", "output_config"}
    assert call["output_config"]["effort"] == "low"
    assert call["output_config"]["format"]["type"] == "json_schema"
    assert call["system"][0]["cache_control"] == {"type": "ephemeral"}
    assert "gold" not in call["messages"][0]["content"]


def test_what_is_the_same_in_every_call_comes_first_for_the_cache():
    calls = [PLAN.request(number).params for number in range(5)]
    assert len({str(call["system"]) for call in calls}) == 1
    assert len({str(call["messages"]) for call in calls}) == 5


def test_without_effort_none_is_sent():
    assert "effort" not in ClaudeTeacher(effort=None).params(TASK)["output_config"]


# What comes back


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xef\xbb\xbf{}",
        b"\xff\xfe\x00 no text \x80",
        '{"a": "é漢\u2028"}'.encode(),
        b'{"a": "\\ud800"}',
        b"<html>" + b"x" * 100_000,
    ],
    ids=["nothing", "BOM", "bytes", "letters", "half a character", "long"],
)
def test_every_byte_of_a_body_can_be_had_again(body):
    with asked(answering(200, body=body or "")):
        reply = ask()
    assert reply.body.encode("utf-8", "surrogateescape") == body


def test_the_name_of_a_call_is_kept_to_a_length():
    with asked(answering(200, {"request-id": "r" * 5000}, good_body({}))):
        assert len(ask().request_id) == 200


# Errors


@pytest.mark.parametrize("status", [*FINAL, 402, 405, 410, 451, 301, 302, 307, 308])
def test_what_cannot_be_mended_says_what_to_do(status):
    headers = {"location": "http://127.0.0.1:9/"} if status < 400 else {}
    error = error_of(answering(status, headers), CannotGoOn)
    assert str(error) == (
        f"{FINAL.get(status, OTHER_FINAL)} ({status}: as the server says)"
    )


@pytest.mark.parametrize("status", [408, 409, 429, 500, 501, 502, 503, 504, 529, 599])
def test_what_may_pass_is_tried_again(status):
    error = error_of(answering(status), TryAgain)
    assert (str(error), error.wait) == (f"{status}: as the server says", None)


def test_a_page_of_a_proxy_is_told_in_one_short_line():
    page = "<html>\n" + "<p>Bad gateway\x1b[31m\u202e</p>\n" * 9999
    text = str(error_of(answering(502, body=page), TryAgain))
    assert len(text) < 400
    assert text.isprintable()


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        ("0.25", 0.25),
        ("3600", 3600),
        ("1e9", LONGEST_WAIT),
        ("inf", LONGEST_WAIT),
        ("-5", None),
        ("0", None),
        ("nan", None),
        ("soon", None),
        ("", None),
        ("Mon, 01 Jan 2001 00:00:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_WAIT),
        ("Mon, 99 Foo 2001", None),
    ],
)
def test_a_wait_is_what_the_server_asks_for_within_reason(header, seconds):
    error = error_of(answering(429, {"retry-after": header}), TryAgain)
    assert error.wait == seconds


def test_a_wait_may_be_told_as_a_date():
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=90)
    header = email.utils.format_datetime(later, usegmt=True)
    error = error_of(answering(429, {"retry-after": header}), TryAgain)
    assert error.wait == pytest.approx(90, abs=5)


def test_a_dropped_connection_may_work_later():
    teller = Teller(lambda n, a: (200, {}, None))
    assert "no connection to 127.0.0.1" in str(error_of(teller, TryAgain))


def test_a_call_that_is_taken_and_not_answered_in_time_may_be_billed():
    with asked(Teller(delay=0.5)), pytest.raises(Unanswered, match=r"127\.0\.0\.1"):
        ask(timeout=0.05)


def test_a_long_reply_is_given_the_time_it_takes():
    assert ClaudeTeacher(max_tokens=100).timeout == 120
    assert ClaudeTeacher(max_tokens=20_000).timeout == 800


def test_nobody_listening_may_work_later(monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    with pytest.raises(TryAgain, match=f"no connection to 127.0.0.1:{port}: "):
        ask(base_url=f"http://127.0.0.1:{port}")


@pytest.mark.parametrize("address", ["ftp://127.0.0.1:9", "127.0.0.1:9/x"])
def test_an_address_that_is_none_stops_at_once(monkeypatch, address):
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    with pytest.raises(CannotGoOn, match="check the address"):
        ask(base_url=address)


@pytest.mark.parametrize("key", ["sk-ant-with-a-line\n-end-0123", f"{KEY}\n"])
def test_a_key_that_no_header_can_carry_stops_at_once_and_is_not_told(monkeypatch, key):
    teller = Teller()
    with asked(teller):
        monkeypatch.setenv("ANTHROPIC_API_KEY", key)
        with pytest.raises(CannotGoOn) as caught:
            ask()
    assert teller.calls == []
    assert key[:12] not in str(caught.value)


# Who is asked


def test_a_redirection_is_not_followed_to_a_host_that_nobody_saw():
    elsewhere = Teller()
    with asked(elsewhere) as other:
        teller = answering(307, {"location": f"{other}/v1/messages"})
        error_of(teller, CannotGoOn)
    assert elsewhere.calls == []


def test_another_host_is_seen_before_anything_is_asked(monkeypatch):
    monkeypatch.delenv("ANTHROPIC_BASE_URL", raising=False)
    assert ClaudeTeacher().host == "api.anthropic.com"
    assert ClaudeTeacher(base_url="https://user:word@llm.test/v1").host == "llm.test"
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://proxy.test:8080/x")
    assert ClaudeTeacher().host == host_of() == "proxy.test:8080"
    assert ClaudeTeacher(base_url="http://[::1]:80/").host == "::1:80"


def test_settings_hold_no_key_and_no_address(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    teacher = ClaudeTeacher(base_url="http://127.0.0.1:9")
    assert KEY not in f"{teacher!r}{teacher.settings()}{vars(teacher)}"
    assert "127.0.0.1" not in str(teacher.settings())


# Before the first call


def test_no_key_is_one_plain_sentence(monkeypatch):
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ValueError, match="there is no API key") as caught:
        ClaudeTeacher().check(TASK, SEEDS)
    assert str(caught.value) == NO_KEY


def test_the_model_of_the_lesson_is_refused_with_another(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    with pytest.raises(ValueError, match="claude-sonnet-5-5"):
        ClaudeTeacher("claude-sonnet-4-20250514").check(TASK, SEEDS)


def test_an_unknown_price_refuses_a_budget_and_nothing_else(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    with pytest.raises(ValueError, match=r"a budget of \$2.00 cannot be kept"):
        ClaudeTeacher("my-model").check(TASK, SEEDS)
    ClaudeTeacher("my-model", budget=None).check(TASK, SEEDS)
    prices = {"my-model": {"input": 1, "output": 2}}
    ClaudeTeacher("my-model", prices=prices).check(TASK, SEEDS)


@pytest.mark.parametrize(
    "settings",
    [
        {"budget": -1},
        {"budget": float("nan")},
        {"budget": "2"},
        {"budget": True},
        {"max_tokens": 0},
        {"max_tokens": 30_000},
        {"max_tokens": 1.5},
        {"concurrency": 0},
        {"concurrency": 1000},
        {"effort": "most"},
    ],
    ids=str,
)
def test_settings_that_cannot_be_say_what_came_and_what_may_come(settings):
    (name,) = settings
    with pytest.raises(ValueError, match=f"^{name} must be .*got"):
        ClaudeTeacher(**settings)
