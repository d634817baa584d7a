"""Child processes: none outlives its parent's wish, whatever it does about signals."""

import os
import sys
import time

import pytest

from bot.command_line.processes import Part, first_ended, stop

SLEEP = "import time; time.sleep(600)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); {SLEEP}"
FORKS = f"import os, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN if os.fork() == 0 else signal.SIG_DFL); print('ready', flush=True); {SLEEP}"


@pytest.fixture
def part_of(tmp_path):
    """`part_of(code)` runs Python code as a part; killed at the end of the test."""
    parts = []

    def make(code, ready=0):
        part = Part("part_server", [sys.executable, "-c", code], os.environ, tmp_path / f"{len(parts)}.log")
        parts.append(part)
        while part.log.read_text().count("ready") < ready and part.status is None:
            time.sleep(0.02)
        return part

    yield make
    stop(parts, grace=0)


def test_ends_at_the_first_request(part_of):
    part = part_of(SLEEP)
    stop([part])
    assert not part.alive and part.status == 128 + 15


@pytest.mark.parametrize("code, ready", [(DEAF, 1), (FORKS, 2)])
def test_is_killed_with_its_children_when_it_does_not_listen(part_of, code, ready):
    part = part_of(code, ready)
    stop([part], grace=0.3)
    assert not part.alive


def test_gives_its_exit_status(part_of):
    running, ended = part_of(SLEEP), part_of("raise SystemExit(3)")
    ended.wait(30)
    assert ended.status == 3 and running.status is None
    assert first_ended([running, ended]) is ended


def test_writes_both_streams_into_its_log(part_of):
    part = part_of("import sys; print('one'); print('two', file=sys.stderr)")
    part.wait(30)
    assert sorted(part.log.read_text().split()) == ["one", "two"]


def test_cannot_read_from_the_terminal(part_of):
    part = part_of("import sys; print(repr(sys.stdin.read()))")
    part.wait(30)
    assert part.log.read_text() == "''\n"
