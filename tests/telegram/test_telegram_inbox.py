"""The queue's promises, on SQLite and, when TEST_DATABASE_URL names a server, on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.channels.telegram.calls import message
from bot.channels.telegram.store import inbox, leases, owners, people
from bot.channels.telegram.store.database import METADATA, Database
from bot.channels.telegram.store.inbox import LEASE_SECONDS, Entry

NOW = 1_000_000.0


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    url = f"sqlite:///{tmp_path / 'queue.sqlite'}" if request.param == "sqlite" else os.environ.get("TEST_DATABASE_URL", "")
    if not url:
        pytest.skip("TEST_DATABASE_URL is not set to a PostgreSQL database for tests")
    made = Database(url)
    yield made
    with made._engine.begin() as connection:
        METADATA.drop_all(connection)
    made.close()


@pytest.fixture
def run(database):
    return database.run_now


def entry(update_id: int, lane: str = "a") -> Entry:
    return Entry(update_id, lane, f"sender-{lane}", "{}")


def claimed_ids(run, owner="me", limit=10, now=NOW):
    return [claimed.update_id for claimed in run(inbox.claim, owner, limit, now)]


def test_update_is_stored_once_even_when_it_is_long_done(run):
    assert run(inbox.put, entry(1), NOW)
    assert not run(inbox.put, entry(1), NOW)
    assert claimed_ids(run) == [1]
    run(inbox.done, 1)
    assert not run(inbox.put, entry(1), NOW + 3600)
    assert claimed_ids(run, now=NOW + 3600) == []


def test_lane_is_worked_in_order_and_lanes_side_by_side(run):
    for update_id, lane in ((3, "a"), (1, "a"), (2, "b"), (4, "b")):
        run(inbox.put, entry(update_id, lane), NOW)
    assert sorted(claimed_ids(run)) == [1, 2]
    assert claimed_ids(run) == []
    run(inbox.done, 1)
    assert claimed_ids(run) == [3]


def test_claim_takes_no_more_than_asked(run):
    for update_id in range(5):
        run(inbox.put, entry(update_id, str(update_id)), NOW)
    assert len(claimed_ids(run, limit=2)) == 2
    assert len(claimed_ids(run, limit=9)) == 3


def test_what_a_dead_worker_held_is_taken_over_and_its_late_answer_refused(run):
    run(inbox.put, entry(1), NOW)
    claimed_ids(run, "dead")
    assert claimed_ids(run, "next", now=NOW + LEASE_SECONDS - 1) == []
    later = NOW + LEASE_SECONDS + 1
    taken, = run(inbox.claim, "next", 10, later)
    assert taken.attempts == 2 and not taken.answered
    with pytest.raises(inbox.LeaseLost):
        run(inbox.answer, "dead", 1, [message("late")])
    assert run(inbox.unsent, 1) == []


def test_what_a_dead_process_of_this_machine_held_is_free_at_once(run):
    own, child = owners.name_of_this_process(), subprocess.Popen(["true"])
    child.wait()
    dead = own.replace(f":{os.getpid()}:", f":{child.pid}:")
    living = own.replace(f":{os.getpid()}:", f":{os.getppid()}:")
    former = own[:-8] + "00000000"
    for update_id, owner in ((1, dead), (2, living), (3, "elsewhere/1:1:abc"), (4, own), (5, former)):
        run(inbox.put, entry(update_id, str(update_id)), NOW)
        claimed_ids(run, owner)
    run(leases.hold, "leader", dead, NOW, 15)
    assert run(owners.release_dead) == {dead, former}
    assert sorted(claimed_ids(run, "next")) == [1, 5]
    assert run(leases.hold, "leader", "next", NOW, 15)


def test_lease_is_renewed(run):
    run(inbox.put, entry(1), NOW)
    claimed_ids(run, "me")
    run(inbox.renew, "me", [1], NOW + LEASE_SECONDS - 1)
    assert claimed_ids(run, "other", now=NOW + LEASE_SECONDS + 1) == []


def test_after_a_crash_only_unsent_calls_are_left(run):
    run(inbox.put, entry(1), NOW)
    claimed_ids(run, "dead")
    run(inbox.answer, "dead", 1, [message("one"), message("two"), message("three")])
    assert run(inbox.sent, "dead", 1, 0, NOW)
    taken, = run(inbox.claim, "next", 10, NOW + LEASE_SECONDS + 1)
    assert taken.answered
    assert [(position, call.arguments["text"]) for position, call in run(inbox.unsent, 1)] == [(1, "two"), (2, "three")]


def test_postponed_update_holds_back_its_lane_only(run):
    for update_id, lane in ((1, "a"), (2, "a"), (3, "b")):
        run(inbox.put, entry(update_id, lane), NOW)
    claimed_ids(run)
    run(inbox.postpone, "me", 1, NOW + 30)
    run(inbox.done, 3)
    run(inbox.put, entry(4, "b"), NOW)
    assert claimed_ids(run, now=NOW + 1) == [4]
    run(inbox.done, 4)
    assert claimed_ids(run, now=NOW + 31) == [1]


def test_two_workers_never_take_the_same_update(database):
    for update_id in range(60):
        database.run_now(inbox.put, entry(update_id, str(update_id)), NOW)

    def work(owner: str) -> list:
        taken = []
        while True:
            found = [claimed.update_id for claimed in database.run_now(inbox.claim, owner, 3, NOW)]
            if not found:
                return taken
            taken += found
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(work, ("one", "two"))
    assert sorted(first + second) == list(range(60))


def test_text_is_erased_when_the_update_is_settled(run, database, tmp_path):
    run(inbox.put, Entry(1, "a", "s", '{"text": "a-very-private-word"}'), NOW)
    claimed_ids(run)
    run(inbox.answer, "me", 1, [message("an-answer-as-private")])
    run(inbox.done, 1)
    with database._engine.begin() as connection:
        for table in METADATA.sorted_tables:
            assert "private" not in str(connection.execute(table.select()).all())


def test_marks_of_old_updates_are_deleted(run):
    run(inbox.put, entry(1), NOW)
    run(inbox.put, entry(2), NOW + inbox.REMEMBER_SECONDS)
    assert run(inbox.forget_seen, NOW + inbox.REMEMBER_SECONDS + 1) == 1


def test_one_holds_the_lease_until_it_runs_out_or_is_released(run):
    assert run(leases.hold, "leader", "one", NOW, 15)
    assert not run(leases.hold, "leader", "two", NOW + 14, 15)
    assert run(leases.hold, "leader", "one", NOW + 14, 15)
    assert not run(leases.hold, "leader", "two", NOW + 28, 15)
    assert run(leases.hold, "leader", "two", NOW + 30, 15)
    assert not run(leases.hold, "leader", "one", NOW + 31, 15)
    run(leases.release, "leader", "one")
    assert not run(leases.hold, "leader", "one", NOW + 32, 15)
    run(leases.release, "leader", "two")
    assert run(leases.hold, "leader", "one", NOW + 33, 15)


def test_people_are_remembered_warned_once_and_forgotten(run):
    run(people.set_language, "telegram:7:7", "fr", NOW)
    run(people.set_last_message, "telegram:7:7", 12, NOW)
    run(inbox.put, Entry(1, "chat:7", "telegram:7:7", "{}"), NOW)
    assert (run(people.language, "telegram:7:7"), run(people.last_message, "telegram:7:7")) == ("fr", 12)
    assert run(people.may_warn, "telegram:7:7", NOW, 300)
    assert not run(people.may_warn, "telegram:7:7", NOW + 299, 300)
    assert run(people.may_warn, "telegram:7:7", NOW + 301, 300)
    assert run(inbox.recent, "telegram:7:7", NOW - 1) == 1
    assert run(people.forget, "telegram:7:7") == 1
    assert run(people.language, "telegram:7:7") is None
    assert run(inbox.recent, "telegram:7:7", NOW - 1) == 0
    assert not run(inbox.put, Entry(1, "chat:7", "telegram:7:7", "{}"), NOW), "a forgotten person's update must stay known"


def test_leaving_a_chat_forgets_its_people_and_no_others(run):
    for sender in ("telegram:-7:1", "telegram:-7:2", "telegram:-77:1", "telegram:1:1"):
        run(people.set_language, sender, "fr", NOW)
    run(people.forget_chat, -7)
    assert [run(people.language, s) for s in ("telegram:-7:1", "telegram:-7:2", "telegram:-77:1", "telegram:1:1")] == [None, None, "fr", "fr"]


def test_idle_people_are_forgotten(run):
    run(people.set_language, "telegram:1:1", "fr", NOW)
    assert run(people.forget_idle, NOW + 90 * people.DAY - 1, 90) == 0
    assert run(people.forget_idle, NOW + 90 * people.DAY + 1, 90) == 1
