"""What a stranger sends becomes a safe user message, or is refused with a reason."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.channels.channel import CollectingOutputChannel

from actions import payload as payloads
from bot.channels.intake import MAX_CHARACTERS, Rejected, clean, from_payload, from_text, user_message


@pytest.mark.parametrize("sent, kept", [
    ("What is it?", "What is it?"),
    ("  blanks \n", "blanks"),
    ("two\nlines\tand a tab", "two\nlines\tand a tab"),
    ("a\x00b\x07c", "a b c"),
    ("e\u0301te\u0301", "été"),
    ("broken \ud800 half", "broken   half"),
    ("private \ue000 use", "private   use"),
    ("👍", "👍"),
    ("👩‍💻 visa ?", "👩‍💻 visa ?"),
    ("/restart", "restart"),
    ("///restart", "restart"),
    ("/ /restart", "restart"),
    (" / \t / \n/restart", "restart"),
    ("\u2044restart", "restart"),
    ("\uff0f/restart", "restart"),
    ('/ask_cost{"record": ["x"]}', 'ask_cost{"record": ["x"]}'),
    ("and/or", "and/or"),
])
def test_typed_text_is_cleaned(sent, kept):
    assert from_text(sent) == kept


@pytest.mark.parametrize("blank", ["", " ", "\n\t ", "\x00\x01", "\u200b", "\u200b\u200d\ufeff", "\u00a0\u2003", "/", "///", "/ /", "\u0301", "\ue000"])
def test_what_says_nothing_is_empty(blank):
    with pytest.raises(Rejected) as refused:
        clean(blank)
    assert refused.value.code == "empty"


def test_the_longest_message_is_taken_and_a_longer_one_is_not():
    assert len(clean("a" * MAX_CHARACTERS)) == MAX_CHARACTERS
    with pytest.raises(Rejected) as refused:
        clean("a" * (MAX_CHARACTERS + 1))
    assert refused.value.code == "too_long"


@given(st.text(alphabet=st.sampled_from("/ \t\n\u2044\uff0f\u200b\u00a0a{")) | st.text())
def test_nothing_typed_reaches_rasa_as_a_command(sent):
    try:
        kept = from_text(sent)
    except Rejected:
        return
    message = user_message(kept, "x", CollectingOutputChannel(), "web")
    assert message.text and not message.text.startswith("/")


@pytest.mark.parametrize("pressed, text", [
    ("a|ask_cost|station-f", '/ask_cost{"record": ["station-f"]}'),
    ("s|station-f", '/select{"record": ["station-f"]}'),
    ("m", "/show_more"),
    ("l|fr", '/change_language{"language": "fr"}'),
    ("i|ask_capabilities", "/ask_capabilities"),
    ("f|wrong", '/give_feedback{"rating": "wrong"}'),
    ("t|Which meetups?", "Which meetups?"),
    ("t|/restart", "restart"),
    ("t|/ /restart", "restart"),
])
def test_a_pressed_button_becomes_an_intent_or_a_text(pressed, text):
    assert from_payload(pressed) == text


@pytest.mark.parametrize("forged", ["", "x", "/restart", "a|ask_cost|A B", 'a|ask_cost|x"]}', "i|restart{}", "l|de"])
def test_a_forged_button_is_refused(forged):
    with pytest.raises(Rejected) as refused:
        from_payload(forged)
    assert refused.value.code == "unknown_payload"


@given(record=st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True))
def test_the_intent_form_is_what_rasa_reads(record):
    name, brace, rest = from_payload(payloads.ask("ask_cost", record)).partition("{")
    assert name == "/ask_cost" and json.loads(brace + rest)["record"] in ([record], [payloads.short_id(record)])


@pytest.mark.parametrize("language, source, hint", [
    ("fr", "choice", {"value": "fr", "source": "choice"}), ("en", "page", {"value": "en", "source": "page"}), (None, "page", None), ("de", "page", None),
])
def test_the_message_carries_the_hint_of_language(language, source, hint):
    message = user_message("hello", "web-1", CollectingOutputChannel(), "web", language, source, message_id="m1")
    assert message.metadata.get("language") == hint
    assert (message.sender_id, message.input_channel, message.message_id, message.metadata["shown"]) == ("web-1", "web", "m1", "hello")
