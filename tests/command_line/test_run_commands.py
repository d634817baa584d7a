"""The commands as people type them."""

import json
import subprocess
from pathlib import Path

import pytest

from bot.command_line import client, delegated
from bot.command_line.plain import answered, plain


@pytest.mark.parametrize("spelling", ["help", "--help", "-h"])
def test_help_is_on_standard_output(call, spelling):
    status, said, _ = call(spelling)
    assert status == 0 and "Usage: ./run" in said


def test_help_of_a_command_is_the_help(call):
    assert call("ask", "--help")[:2] == call("help")[:2]


def test_help_in_french(call):
    assert "Utilisation : ./run" in call("help", LANG="fr_FR.UTF-8")[1]


@pytest.mark.parametrize("arguments, names", [
    (["nosuch"], "nosuch"), (["--nosuch"], "--nosuch"), (["start", "--nosuch"], "--nosuch"), (["ask", "--lang", "de", "x"], "de"),
])
def test_what_is_not_understood_is_named(call, arguments, names):
    status, said, complaint = call(*arguments)
    assert status == 2 and said == "" and names in complaint and "Traceback" not in complaint and "usage:" not in complaint


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "  "], ["ask", "x" * 2001]])
def test_what_cannot_be_asked_is_said_before_anything_is_loaded(call, arguments):
    status, said, complaint = call(*arguments)
    assert status == 2 and said == "" and "No assistant runs" not in complaint


def test_a_test_path_that_does_not_exist(call):
    status, _, complaint = call("test", "tests/nowhere")
    assert status == 2 and "tests/nowhere" in complaint


def test_a_command_of_another_module_gets_the_rest_of_the_line(call, tmp_path):
    (tmp_path / "bad.yml").write_text("id: [")
    status, said, _ = call("check", str(tmp_path))
    assert status == 1 and "bad.yml" in said


def test_a_missing_module_is_told(monkeypatch, capsys):
    monkeypatch.setitem(delegated.FUNCTIONS, "stale", "knowledge.nowhere.stale")
    assert delegated.run("stale", []) == 2
    assert "stale" in capsys.readouterr().err


ANSWER = {
    "text": "## Fee\n**French Tech Visa** costs *99 €*, see [the page](https://example.org/a_b).\n\n- one\n- 2*3*4\n\x1b[31mred",
    "language": "fr", "kind": "facts", "notice": "Vérifiez.", "confidence": 1.0,
    "sources": [{"title": "Une page", "url": "https://example.org", "as_of": "2026-05-01"}],
}


def test_an_answer_as_plain_text():
    assert plain(ANSWER) == (
        "Fee\nFrench Tech Visa costs 99 €, see the page (https://example.org/a_b).\n\n• one\n• 2*3*4\n[31mred\n\n"
        "Vérifiez.\n\nSources\n• Une page (1er mai 2026)\n  https://example.org"
    )


def test_what_counts_as_answered():
    assert answered([ANSWER]) and answered([{"kind": "refusal"}, {"kind": "list"}])
    assert not answered([]) and not answered([{"kind": "refusal"}, {"kind": "error"}])


def test_reads_the_event_stream():
    stream = ': working\n\ndata: {"text": "a"}\n\ndata: {"text":\ndata: "b"}\r\n\r\nevent: end\ndata: {}\n\n'
    assert client.answers_in(stream) == [{"text": "a"}, {"text": "b"}]
    with pytest.raises(client.Refused) as refused:
        client.answers_in('event: error\ndata: {"error": {"code": "failed", "message": {"en": "Later.", "fr": "Plus tard."}}}\n\n')
    assert refused.value.message == {"en": "Later.", "fr": "Plus tard."}


@pytest.mark.parametrize("host, reached", [
    ("127.0.0.1", "http://127.0.0.1:5005"), ("0.0.0.0", "http://127.0.0.1:5005"), ("::1", "http://[::1]:5005"), ("10.0.0.7", "http://10.0.0.7:5005"),
])
def test_the_address_as_this_machine_reaches_it(host, reached):
    assert client.address(5005, host) == reached


def test_json_for_programs(call, environment, launch):
    launch("start").wait_for("Press Ctrl-C")
    status, said, _ = call("ask", "--json", "Où ?")
    assert status == 0
    assert json.loads(said) == {"question": "Où ?", "answers": [{"text": "You asked: Où ?", "language": "en", "kind": "facts", "confidence": 1.0}]}


def test_a_reader_that_leaves_is_no_error(environment, tmp_path):
    import sys

    script = f'"{sys.executable}" -m bot.command_line help 2>"{tmp_path}/complaint" | true'
    subprocess.run(["sh", "-c", script], env=environment, cwd=Path(__file__).resolve().parents[2], check=True)
    assert (tmp_path / "complaint").read_text() == ""
