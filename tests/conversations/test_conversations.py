"""Conversations with the running assistant over the web protocol, one session a file."""

from __future__ import annotations

from typing import Any, Dict

import pytest
from cases import cases
from expectations import unmet
from talk import Talk

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_conversation(case, bot_url):
    talk = Talk(bot_url)
    try:
        for number, turn in enumerate(case.turns, 1):
            before = talk.last
            status, answers, error = talk.say(message_of(turn, before))
            told = f"turn {number}, {turn.get('user', turn.get('press', turn.get('payload')))!r:.80}"
            assert error == turn.get("error"), f"{told}: HTTP {status}, error {error}"
            if not error:
                assert len(answers) == 1, f"{told}: {len(answers)} answers"
                wrong = unmet(answers[0], turn["expect"], before, case.language)
                assert not wrong, f"{told}: {'; '.join(wrong)}\n{answers[0]['kind']}: {answers[0]['text'][:300]}"
    finally:
        talk.close()


def message_of(turn: Dict[str, Any], before: Dict[str, Any]) -> Dict[str, Any]:
    """The body that a turn sends; a press sends the payload of a suggestion of the answer before."""
    body = {key: turn[key] for key in ("lang", "lang_source") if key in turn}
    if "press" in turn:
        pressed = before["suggestions"][turn["press"] - 1]
        return {**body, "payload": pressed["payload"], "title": pressed["title"]}
    return {**body, "payload": turn["payload"]} if "payload" in turn else {**body, "text": turn["user"] * turn.get("times", 1)}
