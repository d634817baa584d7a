"""How an answer is put together: heading, labels, numbering, notices, suggestions, attachments, sources."""

from __future__ import annotations

import pytest
from answer_builders import fact, payload_ids, record, relation, turn

from actions import filters
from actions.composing import card, with_sources
from actions.focus import Focus
from actions.questions import answer_question
from knowledge.schema import vocabulary

LABELS = {"heading": "Sources", "line": "{title} ({date})"}


def ask(store, intent, name, language="en"):
    return answer_question(turn(store, intent, name, language=language))


@pytest.mark.parametrize("language, heading, disclaimer", [
    ("en", "**Talent permit**: what it costs", "not legal advice"), ("fr", "**Carte talent** : ce que cela coûte", "non un conseil juridique"),
])
def test_a_visa_answer_has_a_heading_a_source_and_a_caution(store, language, heading, disclaimer):
    answer = ask(store, "ask_cost", "talent-permit", language)
    assert answer.text.startswith(heading) and disclaimer in answer.notice and answer.kind == "facts"
    assert answer.sources[answer.facts[0].source].as_of == "2026-11-01"


def test_what_stands_behind_a_record_has_a_heading_of_its_own(small):
    behind = record("it", "visa", facts=[fact("fee", {"amount": 350})])
    speaks, silent = (record("way", "visa", facts=facts, relations=[relation("leads_to", "it")]) for facts in ([fact("fee", {"amount": 99})], []))
    headings = [[line for line in ask(small(behind, way), "ask_cost", "way").text.splitlines() if line.startswith("**")] for way in (speaks, silent)]
    names = [small(behind, speaks).record(one).name.in_language("en") for one in ("way", "it")]
    assert headings == [[f"**{name}**: what it costs" for name in names], [f"**{names[0]}**: what it costs – {names[1]}"]]


def test_other_kinds_carry_no_caution(store):
    assert ask(store, "ask_cost", "halle-freyssinet").notice is None


def test_steps_are_numbered_once(store):
    answer = ask(store, "ask_how_to_apply", "french-tech-visa-founders")
    assert answer.kind == "steps" and "1. Find an incubator.\n2. Ask for the visa." in answer.text


def test_several_properties_are_labelled_and_one_is_not(small):
    conditions = [fact("condition", {"en": f"Be {w}.", "fr": f"Être {w}."}) for w in ("kind", "brave")]
    store = small(record("it", "visa", facts=[*conditions, fact("excluded", {"en": "Tourists.", "fr": "Touristes."})]), record("plain", "visa", facts=conditions))
    assert "- Be kind.\n- Be brave.\n- **Not for**: Tourists." in ask(store, "ask_eligibility", "it").text
    assert "- **Ne concerne pas** : Touristes." in ask(store, "ask_eligibility", "it", "fr").text
    assert ask(store, "ask_eligibility", "plain").text.endswith("- Be kind.\n- Be brave.")


@pytest.mark.parametrize("status, english, french", [
    ("acquired", "bought by another company", "racheté"), ("renamed", "renamed", "changé"), ("ended", "no longer exists", "N’existe plus"),
    ("unknown", "not confirmed", "rien ne confirme"),
])
def test_a_definition_says_what_has_become_of_it(small, status, english, french):
    store = small(record("it", "startup", status={"value": status, "since": "2020", "source": "site"}))
    assert english in ask(store, "ask_definition", "it").text and french in ask(store, "ask_definition", "it", "fr").text


def test_the_status_tells_since_when_and_by_whom(store):
    answer = ask(store, "ask_status", "vieux-robot", "fr")
    assert "racheté" in answer.text and "novembre 2019" in answer.text and "Grande Maison" in answer.text


def test_an_answer_about_sources_links_them(store):
    answer = ask(store, "ask_source", "lumen")
    assert "[Site of Lumen](https://example.org/lumen)" in answer.text


def test_an_answer_about_contact_gives_the_addresses(small):
    links = [{"type": "website", "url": "https://it.example"}, {"type": "tickets", "url": "https://t.example"}]
    answer = ask(small(record("it", "event", links=links)), "ask_contact", "it", "fr")
    assert "https://it.example" in answer.text and "Billetterie" in answer.text and answer.sources


def test_suggestions_are_what_the_record_can_answer(store):
    asked = ask(store, "ask_cost", "talent-permit")
    assert set(payload_ids(asked)) >= {"a|ask_documents|talent-permit", "a|ask_family|talent-permit", "a|ask_duration|talent-permit"}
    assert "a|ask_cost|talent-permit" not in payload_ids(asked) and len(asked.suggestions) <= 4


def test_routes_are_suggested_first_with_the_same_question(store):
    asked = ask(store, "ask_cost", "french-tech-visa")
    assert payload_ids(asked)[:2] == ["a|ask_cost|french-tech-visa-employees", "a|ask_cost|french-tech-visa-founders"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_suggestion_fails_when_pressed(store, language):
    for name in ("french-tech-visa", "talent-permit", "halle-freyssinet", "lumen", "grand-salon", "ada-moreau", "agora-rive"):
        for suggestion in ask(store, "ask_definition", name, language).suggestions:
            _, intent, record_id = suggestion.payload.split("|")
            pressed = answer_question(turn(store, intent, record_id, pressed=True, language=language))
            assert pressed.kind != "refusal" and pressed.facts, suggestion


def test_every_kind_that_has_its_own_short_question_words_it(store):
    asked = ask(store, "ask_definition", "lumen")
    assert "How much has it raised?" in [one.title for one in asked.suggestions]


def test_an_event_to_come_brings_its_calendar_file(store):
    answer = ask(store, "ask_when", "grand-salon", "fr")
    (file,) = answer.attachments
    assert file.type == "ics" and file.name == "grand-salon.ics" and "DTSTART;VALUE=DATE:20270616" in file.content
    assert ask(store, "ask_when", "ancien-forum").attachments == []


def test_a_place_brings_its_point(store):
    (point,) = ask(store, "ask_where", "halle-freyssinet").attachments
    assert (point.type, point.lat, point.lon) == ("location", 48.8345, 2.3714) and "Alan-Turing" in point.address


def test_a_card_repeats_what_a_list_needs(store):
    made = card(turn(store), store.record("grand-salon"), 1.24)
    assert (made.id, made.title, made.start, made.payload) == ("grand-salon", "Grand Salon", "2027-06-16", "a|ask_definition|grand-salon")
    assert "16–19 June 2027" in made.lines and "1.2 km away" in made.lines
    assert "acquired" in card(turn(store), store.record("vieux-robot")).lines


def test_a_card_says_what_an_amount_is_and_none_that_needs_a_caution(small):
    grant = {"en": "upper limit of the grant", "fr": "plafond de la subvention"}
    store = small(
        record("new", "programme", facts=[fact("amount", {"amount": 30000}, note=grant)]),
        record("old", "programme", facts=[fact("amount", {"amount": 30000}, as_of="2024-01-01")]),
        record("over", "programme", facts=[fact("amount", {"amount": 30000}, valid_until="2026-01-01")]),
        record("rumoured", "programme", facts=[fact("amount", {"amount": 30000}, confidence="unconfirmed")]),
    )
    assert card(turn(store), store.record("new")).lines == ["Amount: €30,000 (upper limit of the grant)"]
    assert card(turn(store, language="fr"), store.record("new")).lines == ["Montant : 30\u202f000 € (plafond de la subvention)"]
    assert [card(turn(store), store.record(one)).lines for one in ("old", "over", "rumoured")] == [[], [], []]


def test_plain_text_for_simple_channels_ends_with_notice_and_dated_sources(store):
    text = with_sources(ask(store, "ask_cost", "talent-permit"), LABELS)
    assert text.index("€350") < text.index("not legal advice") < text.index("Sources")
    assert text.endswith("- Talent permit (1 November 2026): https://example.org/talent")


def test_empty_parts_are_left_out_of_the_json(store):
    made = ask(store, "ask_cost", "halle-freyssinet").as_dict()
    assert "notice" not in made and "table" not in made and "cards" not in made
    assert made["language"] == "en" and made["facts"][0]["source"] == 0


def test_every_question_is_worded_for_every_kind_in_both_languages(store):
    intents = {intent for one in vocabulary.properties().values() for intent in one.asks}
    intents |= {intent for one in vocabulary.relations().values() for intent in (*one.asks, *one.inverse_asks)}
    for language in ("en", "fr"):
        asked = turn(store, language=language)
        for intent in intents:
            for form in ("heading", "short", "what"):
                assert asked.has_text("questions", f"{intent}_{form}"), (language, intent, form)
        for link in ("website", "apply", "form", "calendar", "tickets", "map", "contact", "dataset", "code"):
            assert asked.has_text("links", link)


@pytest.mark.parametrize("text, there", [("what programmes run there", True), ("which accelerators are there?", False), ("is there a meetup", False)])
def test_there_points_back_only_where_it_tells_a_place(store, text, there):
    asked = turn(store, "find", text=text, facets={"kind": ["programme"]}, focus=Focus(language="en", turn=2, records=["lumen"]))
    assert bool(filters.from_turn(asked).related_to) is there
