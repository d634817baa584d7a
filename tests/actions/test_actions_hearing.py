"""What a short message is heard as while something is spoken of: as the follow-up that it is, past the rule of its first sight."""

from __future__ import annotations


def heard(intent, other="out_of_scope", nearness=0.9):
    return {"ranking": [{"name": intent, "confidence": 0.9}, {"name": other, "confidence": 0.05}], "nearness": nearness}


def test_a_bare_word_is_taken_as_the_follow_up_that_it_is_heard_as(talk):
    talk.says("what is Lumen", "ask_definition", {"Lumen": "lumen"})
    answer = talk.says("max?", "out_of_scope", in_talk=heard("ask_funding"))
    assert answer["kind"] == "facts" and "120.5" in answer["text"] and talk.focus["heard"] == "ask_funding"


def test_with_nothing_spoken_of_it_is_what_it_is_by_itself(talk):
    answer = talk.says("max?", "out_of_scope", in_talk=heard("ask_funding"))
    assert answer["kind"] == "refusal" and talk.focus["heard"] == "out_of_scope"


def test_a_long_message_stands_by_itself(talk):
    talk.says("what is Lumen", "ask_definition", {"Lumen": "lumen"})
    told = "my neighbour wonders whether tomorrow brings rain over several northern villages around here"
    assert talk.says(told, "out_of_scope", in_talk=heard("ask_funding"))["kind"] == "refusal"


def test_a_pressed_button_is_never_heard_otherwise(talk):
    talk.says("what is Lumen", "ask_definition", {"Lumen": "lumen"})
    assert talk.says("/thank", "thank", in_talk=heard("ask_funding"))["kind"] == "smalltalk"


def test_what_is_heard_goes_to_its_own_action(talk):
    talk.says("meetups", "find", facets={"meetups": "kind=meetup"})
    answer = talk.says("keep them coming", "ask_general", in_talk=heard("show_more", "ask_general"))
    assert answer["kind"] == "list" and talk.focus["heard"] == "show_more"
