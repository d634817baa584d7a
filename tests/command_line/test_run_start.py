"""`./run`: both servers start and stop together, and nothing is ever left behind."""

import os
import signal
import socket

import pytest
from command_runner import gone

from bot.command_line import client


def test_says_where_the_chat_is_and_how_to_stop(started):
    assert f"http://localhost:{started.port}/" in started.output
    assert len(started.children()) == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stops_all_when_asked_or_when_the_terminal_closes(started, number):
    assert started.end(number) == 0
    assert started.output.rstrip().endswith("Stopped.")
    assert started.children() == []


def test_leaves_nothing_when_it_is_killed_itself(started):
    started.end(signal.SIGKILL)
    assert gone(started)


def test_stops_the_other_part_when_one_dies_and_says_which(started):
    victim = next(pid for pid in started.children() if b"actions" in open(f"/proc/{pid}/cmdline", "rb").read())
    os.kill(victim, signal.SIGKILL)
    assert started.end() == 128 + signal.SIGKILL
    assert "answer server ended by itself (exit status 137)" in started.output
    assert started.children() == []


def test_shows_the_last_words_of_a_server_that_does_not_start(launch):
    command = launch("start", FAKE_RASA="server_dies")
    assert command.end() == 7
    assert "chat server ended by itself" in command.output and "no memory left" in command.output
    assert command.children() == []


def test_speaks_french(launch):
    command = launch("start", LANG="fr_FR.UTF-8")
    command.wait_for("Appuyez sur Ctrl-C")
    assert command.end(signal.SIGTERM) == 0


def test_names_the_port_that_is_taken_and_a_free_one(environment, call):
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(environment["PORT"]) + 50))
        other.listen()
        status, _, said = call("start")
    assert status == 1 and f"Port {int(environment['PORT']) + 50} is taken" in said
    assert "PORT=" in said and "Training" not in said


def test_keeps_a_log_a_start_and_hides_it_from_others(environment, launch):
    for _ in range(2):
        command = launch("start", FAKE_RASA="server_dies")
        command.end()
    logs = sorted(os.listdir(environment["LOGS_DIR"]))
    assert f"server-{environment['PORT']}.log" in logs and f"server-{environment['PORT']}.log.1" in logs
    mode = os.stat(os.path.join(environment["LOGS_DIR"], f"server-{environment['PORT']}.log")).st_mode
    assert mode & 0o077 == 0


def test_a_failed_training_is_told_with_its_last_lines(call, environment):
    status, _, said = call("start", FAKE_RASA="train_fails")
    assert status == 1 and "The training failed" in said and "the domain has a mistake" in said
    assert "\x1b" not in said
    assert not os.path.exists(os.path.join(environment["MODELS_DIR"], "bot.tar.gz"))


def test_an_unusable_setting_is_explained_before_anything_starts(call):
    for changed, name in (({"WORKERS": "3"}, "WORKERS"), ({"TELEGRAM_TOKEN": "nonsense"}, "TELEGRAM_TOKEN")):
        status, _, said = call("start", **changed)
        assert status == 2 and name in said and "Traceback" not in said and "Training" not in said


def test_ask_uses_the_assistant_that_runs(started, call):
    status, said, _ = call("ask", "Where is it?", "And when?", PORT=str(started.port))
    assert status == 0
    assert "> Where is it?\n\nYou asked: Where is it?" in said and "You asked: And when?" in said


def test_chat_goes_on_until_the_input_ends(started, call):
    status, said, _ = call("chat", input="Hello?\n\nAnd you?\n", PORT=str(started.port))
    assert status == 0
    assert said.index("You asked: Hello?") < said.index("You asked: And you?") < said.index("Goodbye!")


def test_health_of_nobody_is_no(environment):
    assert not client.is_ready(client.address(int(environment["PORT"])))


def test_the_second_start_does_not_train(launch, started):
    assert "Training" in started.output
    started.end(signal.SIGTERM)
    again = launch("start")
    again.wait_for("Press Ctrl-C")
    assert "Training" not in again.output and "up to date" in again.output

