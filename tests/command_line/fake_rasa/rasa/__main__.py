"""`rasa train`, `rasa run` and `rasa run actions` as far as `./run` uses them.

FAKE_RASA in the environment asks for trouble: `train_fails` or `server_dies`.
"""

import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

TROUBLE = os.environ.get("FAKE_RASA")


class Assistant(BaseHTTPRequestHandler):
    """The web protocol, for one question."""

    def do_GET(self):
        self.reply({"status": "ok"})

    def do_DELETE(self):
        self.reply({"erased": 2})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("/session"):
            self.reply({"token": "a-token", "expires_in": 60})
        elif self.headers["Authorization"] != "Bearer a-token":
            self.reply({"error": {"code": "session_invalid", "message": {"en": "No.", "fr": "Non."}}}, 401)
        else:
            answer = {"text": "You asked: " + json.loads(body)["text"], "language": "en", "kind": "facts", "confidence": 1.0}
            self.reply(f"data: {json.dumps(answer)}\n\nevent: end\ndata: {{}}\n\n")

    def reply(self, body, status=200):
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def value_of(option):
    """The value after `option` on the command line."""
    return sys.argv[sys.argv.index(option) + 1]


def train():
    """Writes a model, or fails as Rasa does."""
    if TROUBLE == "train_fails":
        print("\x1b[91mthe domain has a mistake\x1b[0m")
        sys.exit(1)
    folder = Path(value_of("--out"))
    folder.mkdir(parents=True)
    (folder / (value_of("--fixed-model-name") + ".tar.gz")).write_text("a model")


def serve():
    """The chat server."""
    if TROUBLE == "server_dies":
        print("no memory left")
        sys.exit(7)
    assert os.environ["ACTION_URL"].endswith("/webhook") and Path(value_of("--model")).is_file()
    HTTPServer((value_of("-i"), int(value_of("--port"))), Assistant).serve_forever()


def act():
    """The answer server."""
    while True:
        time.sleep(0.1)


if __name__ == "__main__":
    {"train": train, "run": act if "actions" in sys.argv else serve}[sys.argv[1]]()
