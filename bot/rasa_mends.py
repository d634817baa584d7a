"""What of Rasa 3.6.21 is mended while the server runs, each with its reason. To be looked at again with each version."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict

import rasa
from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity


def apply() -> None:
    """Puts the mends in place. Calling it twice changes nothing."""
    # Rasa checks its own constant schema against the meta-schema at every reply of the action server, which took
    # a third of the server's time for an answer; the reply itself is still checked.
    RemoteAction._validate_action_result = _validate_action_result
    # Rasa sends every event since the conversation began with each call, so that answers grow slower as people
    # talk. No action of ours reads them: the last message and the slots are sent beside them.
    RemoteAction._action_call_format = _action_call_format


def _action_call_format(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> Dict[str, Any]:
    """The request to the action server: Rasa's, without the domain and the past events."""
    state = {**tracker.current_state(EventVerbosity.NONE), "events": []}
    return {"next_action": self.name(), "sender_id": tracker.sender_id, "tracker": state, "domain": {}, "version": rasa.__version__}


@lru_cache(maxsize=1)
def _validator() -> Draft7Validator:
    schema = RemoteAction.action_response_format_spec()
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def _validate_action_result(self: RemoteAction, result: Dict[str, Any]) -> bool:
    """True for a well-formed reply of the action server. Raises jsonschema.ValidationError otherwise."""
    _validator().validate(result)
    return True
