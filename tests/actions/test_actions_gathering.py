"""What a record says about a question: its own facts, those of the records behind it, and never another question's."""

from __future__ import annotations

import pytest
from answer_builders import fact, record, relation, turn

from actions.gathering import gather
from actions.questions import answer_question


def lines(store, record_id, intent, language="en"):
    """(origin id or None, key, text) of all that is gathered."""
    asked = turn(store, intent, record_id, language=language)
    found = gather(asked, asked.record(record_id), intent)
    return [(part.origin.id if part.origin else None, line.key, line.text) for part in found for line in part.lines]


def test_a_record_speaks_for_itself_and_of_that_question_only(store):
    assert lines(store, "talent-permit", "ask_cost") == [(None, "fee", "€350")]
    assert lines(store, "talent-permit", "ask_cost", "fr") == [(None, "fee", "350 €")]
    assert lines(store, "talent-permit", "ask_duration") == [(None, "validity", "up to 4 years")]


def test_a_silent_record_lets_the_permit_it_leads_to_speak(store):
    assert lines(store, "french-tech-visa", "ask_cost") == [("talent-permit", "fee", "€350")]
    answer = answer_question(turn(store, "ask_documents", "french-tech-visa"))
    assert "A passport." in answer.text and "Talent permit" in answer.text


def test_a_record_with_its_own_fee_is_completed_by_the_permits(store):
    assert lines(store, "french-tech-visa-employees", "ask_cost") == [(None, "fee", "€99"), ("talent-permit", "fee", "€350")]


def test_what_the_permit_says_in_the_same_words_is_not_repeated(small):
    store = small(
        record("whole", "visa", facts=[fact("fee", {"amount": 5})]),
        record("way", "visa", facts=[fact("fee", {"amount": 5})], relations=[relation("leads_to", "whole")]),
    )
    assert lines(store, "way", "ask_cost") == [(None, "fee", "€5")]


def test_a_whole_that_is_silent_lets_its_routes_speak_each_under_its_name(small):
    store = small(
        record("whole", "visa"),
        record("for-a", "visa", facts=[fact("processing_time", {"value": 2, "unit": "week"})], relations=[relation("route_of", "whole")]),
        record("for-b", "visa", facts=[fact("processing_time", {"value": 9, "unit": "week"})], relations=[relation("route_of", "whole")]),
    )
    assert lines(store, "whole", "ask_processing_time") == [("for-a", "processing_time", "2 weeks"), ("for-b", "processing_time", "9 weeks")]
    text = answer_question(turn(store, "ask_processing_time", "whole")).text
    assert text.index("For-A") < text.index("2 weeks") < text.index("For-B") < text.index("9 weeks")


def test_a_route_that_is_silent_lets_its_whole_speak(small):
    store = small(
        record("whole", "visa", facts=[fact("document", {"en": "A photo.", "fr": "Une photo."})]),
        record("way", "visa", relations=[relation("route_of", "whole")]),
    )
    assert lines(store, "way", "ask_documents", "fr") == [("whole", "document", "Une photo.")]


def test_what_answers_squarely_leaves_out_what_merely_touches_the_question(small):
    store = small(record("it", "visa", facts=[
        fact("condition", {"en": "A diploma.", "fr": "Un diplôme."}), fact("excluded", {"en": "Tourists.", "fr": "Touristes."}),
        fact("salary_threshold", {"amount": 39582, "per": "year"}), fact("equity", {"en": "5 %", "fr": "5 %"}),
    ]))
    assert [key for _, key, _ in lines(store, "it", "ask_eligibility")] == ["condition", "excluded", "salary_threshold"]
    assert [key for _, key, _ in lines(store, "it", "ask_threshold")] == ["salary_threshold"]


def test_people_with_and_without_a_record_are_named_together(store):
    assert lines(store, "lumen", "ask_who") == [(None, "founded_by", "Ada Moreau, Jean Sans-Fiche")]


def test_relations_are_told_from_the_other_end(store):
    assert lines(store, "halle-freyssinet", "ask_benefits") == [(None, "located_in", "Lumen")]
    assert (None, "founded_by", "Lumen") in lines(store, "ada-moreau", "ask_definition")


def test_a_relation_stated_from_both_ends_is_told_once(small):
    store = small(
        record("club", "community", relations=[relation("partner_of", "firm")]), record("firm", "startup", relations=[relation("partner_of", "club")]),
    )
    assert lines(store, "club", "ask_who") == [(None, "partner_of", "Firm")]


@pytest.mark.parametrize("language, more", [("en", "and 3 more"), ("fr", "et 3 autres")])
def test_many_related_records_are_counted(small, language, more):
    firms = [record(f"firm-{n:02}", "startup", relations=[relation("located_in", "campus")]) for n in range(11)]
    (_, _, text), = lines(small(record("campus", "place"), *firms), "campus", "ask_benefits", language)
    assert text.startswith("Firm-00, Firm-01") and text.endswith(more) and "Firm-08" not in text


@pytest.mark.parametrize("place, wanted", [
    ({"address": "5 rue Bleue, 75009 Paris", "district": "paris-09"}, "5 rue Bleue, 75009 Paris"),
    ({"district": "paris-09"}, "Paris 9e"),
    ({"address": "1 place Haute", "city": "Saclay"}, "1 place Haute, Saclay"),
    ({"district": "paris-09", "metro": ["Cadet", "Poissonnière"]}, "Paris 9e · métro Cadet, Poissonnière"),
])
def test_a_place_is_told_as_far_as_it_is_known(small, place, wanted):
    store = small(record("it", "place", location={"source": "site", **place}))
    assert lines(store, "it", "ask_where", "fr") == [(None, "address", wanted)]


def test_the_next_edition_comes_before_the_past_ones(small):
    def days(year):
        return {"start": f"{year}-06-01", "end": f"{year}-06-02"}

    store = small(record("fair", "event", facts=[
        fact("past_edition", days(2024)), fact("past_edition", days(2026)), fact("dates", days(2028)), fact("dates", days(2027)),
        fact("rhythm", {"en": "Yearly.", "fr": "Tous les ans."}),
    ]))
    assert [text[-4:] for _, _, text in lines(store, "fair", "ask_when")] == ["2027", "2028", "rly.", "2026", "2024"]


def test_the_definition_tells_a_few_telling_facts(store):
    told = [key for _, key, _ in lines(store, "lumen", "ask_definition")]
    assert told[:3] == ["founded", "employees", "funding_total"] and "founded_by" in told


def test_nothing_known_is_nothing_gathered(store):
    assert lines(store, "ombre", "ask_cost") == [] == lines(store, "ombre", "ask_who")
