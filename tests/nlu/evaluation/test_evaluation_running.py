"""The options, and a running assistant asked over its protocol (here a fake one)."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from nlu.evaluation import __main__ as program
from nlu.evaluation import arguments
from nlu.evaluation.remote import RemoteAssistant


class FakeAssistant(BaseHTTPRequestHandler):
    """Echoes each message as an answer; refuses the second one once for being too soon."""

    asked = []
    busy = [False, True, False]

    def do_POST(self):
        """A session, or a message."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/webhooks/web/session":
            return self._reply(200, json.dumps({"token": "secret"}))
        if self.busy.pop(0):
            return self._reply(429, "{}", {"Retry-After": "0"})
        self.asked.append((self.headers["Authorization"], body))
        answer = json.dumps({"kind": "facts", "text": body["text"], "language": body["lang"]})
        return self._reply(200, f": hello\n\ndata: {answer}\n\nevent: end\ndata: {{}}\n\n")

    def do_DELETE(self):
        """The end of the session."""
        self.asked.append((self.headers["Authorization"], "erased"))
        self._reply(204, "")

    def _reply(self, status, text, headers=None):
        self.send_response(status)
        content = text.encode()
        for name, value in {"Content-Length": str(len(content)), "Content-Type": "text/event-stream", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture
def fake_assistant():
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeAssistant)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_running_assistant_is_asked_in_one_conversation_and_forgets_it(fake_assistant):
    turns = RemoteAssistant(fake_assistant).converse(["Où ?", "And then?"], "fr")
    assert [turn["answer"]["text"] for turn in turns] == ["Où ?", "And then?"] and set(turns[0]) == {"answer"}
    texts = [body if isinstance(body, str) else (body["text"], body["lang"], body["lang_source"]) for _, body in FakeAssistant.asked]
    assert texts == [("Où ?", "fr", "page"), ("And then?", "fr", "page"), "erased"]
    assert {token for token, _ in FakeAssistant.asked} == {"Bearer secret"}


def test_an_assistant_that_is_not_there_is_an_error():
    with pytest.raises(requests.RequestException):
        RemoteAssistant("http://127.0.0.1:9").converse(["hello"], "en")


def test_the_development_set_is_the_default():
    options = arguments.parse([])
    assert (options.set, options.language, options.quick, options.check, options.publish, options.url) == ("dev", None, False, False, False, None)


@pytest.mark.parametrize("argv", [["--quick", "--check"], ["--quick", "--publish"], ["--language", "de"], ["--set", "train"], ["--tes"]])
def test_options_that_do_not_fit_are_refused(argv, capsys):
    with pytest.raises(SystemExit) as end:
        arguments.parse(argv)
    assert end.value.code == 2


@pytest.mark.parametrize("language, said", [("en", "There is no model"), ("fr", "Il n’y a pas de modèle")])
def test_without_a_model_it_says_what_to_do(tmp_path, capsys, monkeypatch, language, said):
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    assert program.main(arguments.parse(["--model", str(tmp_path / "none.tar.gz"), "--set", "test"])) == 2
    told = capsys.readouterr().err
    assert said in told and "./run train" in told and len(told.splitlines()) == 2
