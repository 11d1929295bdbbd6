"""A server on this machine that speaks the Messages API, as the installed SDK does."""

import json
import random
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ftwidgets.examples import chat

TEXT = """
lamp sofa table rug chair shelf mirror desk parcel driver invoice card code bank
town door key floor box van hall stool vase pan clock bed mat tray rail hook wood
glass brass green white tall small early late north south river hill market harbour
"""
WORDS = TEXT.split()


def good_body(asked, number=0):
    """A reply that is a row, and different for every request and number."""
    said = random.Random(json.dumps(asked, sort_keys=True) + str(number))
    user = " ".join(said.sample(WORDS, 9)) + f" {said.randrange(10**6)}"
    row = {
        "user_message": user,
        "assistant_message": said.choice(["billing", "delivery"]),
    }
    return message(json.dumps(row))


def message(text, **more):
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-5-5",
        "content": [{"type": "text", "text": text}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 350, "output_tokens": 120},
        **more,
    }


class Teller:
    """Says what the server answers: by turns, or always the same.

    `answer(number, asked)` gives (status, headers, body); a body of None drops the
    connection. `number` counts calls from 0.
    """

    def __init__(self, answer=None, delay=0.0):
        self.answer = answer or (lambda number, asked: (200, {}, good_body(asked)))
        self.delay = delay
        self.calls = []
        self.times = []
        self.asked = Counter()
        self.headers = []
        self.lock = threading.Lock()
        self.open = 0
        self.most_open = 0


@contextmanager
def serving(teller):
    """The server's address while it runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            length = int(self.headers.get("content-length", 0))
            asked = json.loads(self.rfile.read(length))
            with teller.lock:
                number = len(teller.calls)
                teller.calls.append(asked)
                teller.times.append(time.monotonic())
                teller.headers.append(dict(self.headers))
                teller.asked[json.dumps(asked, sort_keys=True)] += 1
                teller.open += 1
                teller.most_open = max(teller.most_open, teller.open)
            try:
                if teller.delay:
                    time.sleep(teller.delay)  # as a model takes its time
                status, headers, body = teller.answer(number, asked)
                self.tell(status, headers, body)
            finally:
                with teller.lock:
                    teller.open -= 1

        def tell(self, status, headers, body):
            if body is None:
                self.close_connection = True
                self.connection.close()
                return
            data = body if isinstance(body, bytes) else None
            data = (
                data or (body if isinstance(body, str) else json.dumps(body)).encode()
            )
            try:
                self.send_response(status)
                for name, value in {
                    "content-type": "application/json",
                    "request-id": "req_1",
                    **headers,
                }.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the asker was killed: that is what is tested

        def log_message(self, *_):
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, *_):
            pass

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def error_body(kind, sentence="no"):
    return {"type": "error", "error": {"type": kind, "message": sentence}}


SEEDS = [
    chat(
        ("user", f"{WORDS[at]} {WORDS[-at - 1]} number {at}"),
        ("assistant", ("billing", "delivery")[at % 2]),
        id=f"gold-{at:04d}",
    )
    for at in range(20)
]
