"""Sessions: signed, bound to a site, renewed when half used up, refused when forged, expired or erased."""

from __future__ import annotations

import time

import jwt
import pytest

from bot.channels.web import sessions as module
from bot.channels.web.sessions import ALGORITHM, SessionError, Sessions

SECRET, LIFETIME = "a secret for the tests", 1000
SITE = "https://site.example"


@pytest.fixture
def sessions():
    return Sessions(SECRET, LIFETIME)


@pytest.fixture
def at(monkeypatch):
    """`at(seconds)` moves the clock that sessions are made and judged by."""
    def move(seconds):
        monkeypatch.setattr(module.time, "time", lambda: START + seconds)
    return move


START = time.time()


def refusal(sessions, token, origin=""):
    with pytest.raises(SessionError) as refused:
        sessions.check(token, origin)
    return refused.value.code


def test_a_session_is_random_and_names_nobody(sessions):
    ids = {sessions.check(sessions.create()).id for _ in range(50)}
    assert len(ids) == 50 and all(one.startswith("web-") and len(one) >= 24 for one in ids)


def test_a_token_works_for_the_site_it_was_made_for(sessions):
    token = sessions.create(SITE)
    assert sessions.check(token, SITE).id == sessions.check(token, SITE).id
    assert refusal(sessions, token, "https://other.example") == refusal(sessions, token, "") == "session_invalid"


def test_a_token_of_the_servers_own_page_works_anywhere(sessions):
    assert sessions.check(sessions.create(""), SITE).id


def forged(**changes):
    claims = {"sub": "web-x", "iat": int(START), "exp": int(START) + LIFETIME, "org": "", **changes}
    return {key: value for key, value in claims.items() if value is not None}


@pytest.mark.parametrize("token", [
    "", "x", "a.b.c", jwt.encode(forged(), "another secret of that length", algorithm=ALGORITHM), jwt.encode(forged(), None, algorithm="none"),
    jwt.encode(forged(), SECRET, algorithm="HS512"), jwt.encode(forged(exp=None), SECRET, algorithm=ALGORITHM),
    jwt.encode(forged(sub=None), SECRET, algorithm=ALGORITHM), jwt.encode(forged(iat=None), SECRET, algorithm=ALGORITHM),
], ids=["nothing", "a word", "dots", "another key", "unsigned", "another algorithm", "without end", "without name", "without beginning"])
def test_what_we_did_not_sign_is_refused(sessions, token):
    assert refusal(sessions, token) == "session_invalid"


def test_a_changed_token_is_refused(sessions):
    head, body, signature = sessions.create().split(".")
    assert refusal(sessions, f"{head}.{body[:-2]}AA.{signature}") == "session_invalid"


def test_a_token_expires(sessions, at):
    at(-LIFETIME - 5)
    token = sessions.create()
    at(0)
    assert refusal(sessions, token) == "session_expired"


def test_a_token_in_the_first_half_of_its_life_is_kept(sessions, at):
    at(5 - LIFETIME / 2)
    token = sessions.create()
    at(0)
    assert sessions.check(token).renewed is None


def test_a_token_in_the_second_half_of_its_life_is_renewed(sessions, at):
    at(-5 - LIFETIME / 2)
    token = sessions.create(SITE)
    at(0)
    session = sessions.check(token, SITE)
    fresh = sessions.check(session.renewed, SITE)
    assert fresh.id == session.id and fresh.renewed is None
    assert refusal(sessions, session.renewed, "https://other.example") == "session_invalid"


def test_an_erased_session_is_refused_and_others_are_not(sessions):
    token, other = sessions.create(), sessions.create()
    sessions.revoke(sessions.check(token).id)
    assert refusal(sessions, token) == "session_invalid" and sessions.check(other)
