"""The key is told to the server that is asked, and stands nowhere else."""

import json

import pytest

from ftwidgets.synthesis import secrets
from ftwidgets.synthesis.secrets import NO_KEY, ask_for_key, has_key, without_keys
from synthesis.running import KEY, asked, generation, run_here
from synthesis.serving import Teller, error_body, good_body, message


@pytest.fixture
def path(tmp_path):
    return tmp_path / "replies.jsonl"


def echo(number, asked):
    """A server that sends back the key in all the ways there are."""
    said = f"Bearer {KEY} is what you sent"
    headers = {"request-id": f"req-{KEY}", "x-key": KEY}
    if number == 2:
        return 429, {"retry-after": "0.1", **headers}, error_body("rate", said)
    if number == 3:
        return 500, headers, said
    if number == 4:
        return 529, headers, {KEY: said}
    if number == 12:
        return 401, headers, error_body("authentication_error", said)
    if number % 2:
        return 200, headers, {**good_body(asked), "model": KEY, "id": said}
    return 200, headers, message(json.dumps({"user_message": said, KEY: "billing"}))


def test_a_key_that_is_sent_back_in_every_way_is_found_nowhere(path, capfd):
    teller = Teller(echo)
    with asked(teller):
        made = generation(path, concurrency=1)
        made.start().wait()
        told = [repr(made), repr(made.teacher), repr(made.status)]
        told += [str(vars(made)), str(vars(made.teacher)), str(made.provenance())]
        told += [str(list(made.book.answers())), str(made.estimate), made.cost_text]
    sent = [value for headers in teller.headers for value in headers.values()]
    assert f"Bearer {KEY}" in sent  # the server was told, and nobody else
    assert made.phase == "refused"
    told += capfd.readouterr()
    told += [file.read_text("utf-8") for file in path.parent.iterdir()]
    for text in told:
        assert KEY not in text
        assert KEY[8:] not in text
    assert sum("[key]" in text for text in told) > 3


def test_a_run_here_tells_no_key_in_errors_nobody_foresaw(path, capsys):
    def prepare(runner):
        async def failing(task, request):
            raise RuntimeError(f"the header was Bearer {KEY}")

        runner.teacher.ask = failing

    with asked(Teller()):
        made = generation(path)
        status = run_here(made, prepare=prepare)
    assert status.message == "RuntimeError: the header was Bearer [key]"
    assert KEY not in "".join(capsys.readouterr()) + path.read_text("utf-8")


def test_without_a_key_nothing_starts_and_one_sentence_says_so(path, monkeypatch):
    teller = Teller()
    with asked(teller):
        made = generation(path)
        monkeypatch.delenv("ANTHROPIC_API_KEY")
        for verb in (made.start, made.preview, made.pilot):
            with pytest.raises(ValueError, match="no API key") as caught:
                verb()
            assert str(caught.value) == NO_KEY
    assert NO_KEY.count("\n") == 0
    assert list(path.parent.iterdir()) == []
    assert teller.calls == []


def test_a_key_with_a_line_end_is_hidden_as_it_is_sent(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", f" {KEY}\n")
    assert without_keys(f"Bearer {KEY}!") == "Bearer [key]!"


@pytest.mark.parametrize("value", ["", "short"])
def test_a_value_too_short_for_a_key_hides_no_words(monkeypatch, value):
    monkeypatch.setenv("ANTHROPIC_API_KEY", value)
    assert without_keys("a short word") == "a short word"


def test_a_key_that_is_asked_for_stays_in_memory(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "")
    monkeypatch.delenv("ANTHROPIC_AUTH_TOKEN", raising=False)
    assert not has_key()
    monkeypatch.setattr(secrets.getpass, "getpass", lambda prompt: f" {KEY} ")
    ask_for_key()
    assert has_key()
    assert without_keys(KEY) == "[key]"
    monkeypatch.setattr(secrets.getpass, "getpass", lambda prompt: "")
    ask_for_key()
    assert without_keys(KEY) == "[key]"
