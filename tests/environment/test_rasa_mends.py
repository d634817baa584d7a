"""The mends of Rasa do what they replace, without what made it slow."""

from __future__ import annotations

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import rasa_mends


@pytest.fixture()
def action():
    rasa_mends.apply()
    return RemoteAction("action_search", None)


def test_a_well_formed_reply_is_taken(action):
    assert action._validate_action_result({"events": [{"event": "slot", "name": "focus", "value": 1}], "responses": [{"text": "x"}]})


@pytest.mark.parametrize("reply", [{"events": "none"}, {"responses": ["text"]}, {"events": [{"event": "no such event"}]}])
def test_a_malformed_reply_is_refused(action, reply):
    with pytest.raises(ValidationError):
        action._validate_action_result(reply)


def test_a_call_carries_the_last_message_and_slots_but_not_the_past(action):
    domain = Domain.from_dict({"slots": {"focus": {"type": "any", "mappings": [{"type": "custom"}]}}})
    events = [UserUttered("first"), SlotSet("focus", ["station-f"]), UserUttered("second")]
    tracker = DialogueStateTracker.from_events("someone", events, domain.slots)
    call = action._action_call_format(tracker, domain)
    assert call["next_action"] == "action_search" and call["sender_id"] == "someone"
    assert call["tracker"]["latest_message"]["text"] == "second"
    assert call["tracker"]["slots"]["focus"] == ["station-f"]
    assert call["tracker"]["events"] == [] and call["domain"] == {}
    assert "first" not in str(call)
