"""What is said when no intent fits, a name is unknown, or the subject is not ours: in that order, and never a guess."""

from __future__ import annotations

import pytest
from answer_builders import match, payload_ids, turn

from actions.articles import article
from actions.boundaries import boundary
from actions.deciding import BOUNDARIES, NEAR_QUESTION, OFFERED_QUESTION, SAME_QUESTION, SAME_WORDS, SURELY_MEANT
from actions.fallback import search
from actions.focus import Focus
from actions.handling import AnswerGeneral, AnswerQuestion, FindRecords, OutOfScope, SmallTalk

UNTRUSTED = {"confidence": 0.2, "margin": 0.05, "nearness": 0.3}


def test_a_near_article_is_told(store):
    answer = search(turn(store, "nlu_fallback", matches=[match("bank-account", NEAR_QUESTION)]))
    assert answer.kind == "article" and "Go to a bank" in answer.text and answer.sources


@pytest.mark.parametrize("language, said", [("en", "not sure it is what you are asking"), ("fr", "sans être sûr")])
def test_what_is_near_but_not_surely_meant_says_so_and_offers_the_next(store, language, said):
    matches = [match("bank-account", NEAR_QUESTION), match("visa-spouse-work", OFFERED_QUESTION)]
    unsure = search(turn(store, "nlu_fallback", matches=matches, language=language))
    sure = search(turn(store, "nlu_fallback", matches=[match("bank-account", SURELY_MEANT)], language=language))
    assert said in unsure.text and "s|visa-spouse-work" in payload_ids(unsure) and unsure.confidence <= 0.5
    assert said not in sure.text and sure.kind == "article"


def test_what_sounds_like_none_of_ours_takes_a_likelier_article(store):
    matches, foreign = [match("bank-account", SURELY_MEANT)], [("nlu_fallback", 0.5), ("ask_daily_life", 0.3), ("out_of_scope", 0.2)]
    assert search(turn(store, "nlu_fallback", matches=matches)).kind == "article"
    assert search(turn(store, "nlu_fallback", matches=matches, ranking=foreign)).kind == "refusal"


def test_a_refusal_to_judge_a_case_tells_the_general_rule_with_its_sources(store):
    asked = turn(store, "ask_personal_case", confidence=0.95, matches=[match("bank-account", SAME_WORDS)])
    answer = OutOfScope().answer(asked)
    assert answer.kind == "refusal" and "cannot judge" in answer.text and "Go to a bank" in answer.text and len(answer.sources) > 1


def test_a_named_record_speaks_before_a_lookalike_article(store):
    asked = turn(store, "nlu_fallback", "lumen", matches=[match("bank-account", NEAR_QUESTION)])
    assert search(asked).kind == "definition"


def test_an_article_that_asks_the_same_words_speaks_first(store):
    asked = turn(store, "nlu_fallback", "talent-permit", matches=[match("visa-spouse-work", SAME_WORDS)])
    answer = search(asked)
    assert answer.kind == "article" and asked.focus.records == ["talent-permit"] and answer.notice


def test_an_article_about_something_else_than_named_is_not_told(store):
    asked = turn(store, "nlu_fallback", "lumen", matches=[match("visa-spouse-work", SAME_QUESTION)])
    assert "spouse" not in search(asked).text


def test_only_the_best_article_counts(store):
    far = [match("visa-spouse-work", 0.4), match("bank-account", 0.3)]
    assert search(turn(store, "nlu_fallback", matches=far)).kind == "refusal"


@pytest.mark.parametrize("language, said", [("en", "Is it one of these?"), ("fr", "S’agit-il de l’un de ces sujets ?")])
def test_near_misses_are_offered_and_can_be_picked(store, language, said):
    matches = [match(one, OFFERED_QUESTION) for one in ("lumen", "ombre", "halle-freyssinet", "agora-rive")]
    asked = turn(store, "nlu_fallback", matches=matches, language=language)
    answer = search(asked)
    assert said in answer.text and payload_ids(answer) == ["s|lumen", "s|ombre", "s|halle-freyssinet"]
    assert asked.focus.shown == ["lumen", "ombre", "halle-freyssinet"] and asked.focus.pending == "ask_definition"


@pytest.mark.parametrize("language, said", [("en", "I would rather say so than guess"), ("fr", "je préfère le dire plutôt que deviner")])
def test_nothing_near_is_an_honest_no_with_something_to_ask(store, language, said):
    answer = search(turn(store, "nlu_fallback", matches=[match("lumen", OFFERED_QUESTION - 0.01)], language=language))
    assert said in answer.text and answer.kind == "refusal" and len(answer.suggestions) >= 2


@pytest.mark.parametrize("language, said", [("en", "I have no record of **Zorblax Labs**"), ("fr", "Je n’ai aucune fiche sur **Zorblax Labs**")])
@pytest.mark.parametrize("intent", ["ask_definition", "ask_cost", "ask_who", "ask_status"])
def test_an_unknown_name_is_named_and_nothing_is_made_up(store, language, said, intent):
    asked = turn(store, intent, language=language, unknown_names=["Zorblax Labs"], focus=Focus(records=["lumen"]), matches=[match("bank-account", NEAR_QUESTION)])
    answer = AnswerQuestion().answer(asked)
    assert said in answer.text and answer.kind == "refusal" and not answer.facts and answer.suggestions


def test_an_unknown_name_beside_a_known_one_does_not_silence_it(store):
    answer = AnswerQuestion().answer(turn(store, "ask_where", "lumen", unknown_names=["Zorblax"]))
    assert "rue de Rivoli" in answer.text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("intent", BOUNDARIES)
def test_what_is_not_ours_is_refused_with_a_door(store, intent, language):
    answer = OutOfScope().answer(turn(store, intent, language=language))
    assert answer.kind == "refusal" and answer.text == boundary(turn(store, language=language), intent).text
    assert answer.suggestions and all(one.payload.startswith("t|") for one in answer.suggestions)
    if intent in ("ask_other_city", "ask_daily_life", "ask_personal_case"):
        assert answer.sources[0].url.startswith("https://")


def test_a_refusal_gives_way_to_an_article_that_asks_just_that(store):
    asked = turn(store, "ask_daily_life", matches=[match("bank-account", SAME_QUESTION)])
    assert OutOfScope().answer(asked).kind == "article"


def test_a_doubtful_refusal_is_searched_without_offering_lookalikes(store):
    asked = turn(store, "out_of_scope", matches=[match("lumen", OFFERED_QUESTION)], **UNTRUSTED)
    answer = OutOfScope().answer(asked)
    assert answer.kind == "refusal" and not any(one.payload.startswith("s|") for one in answer.suggestions)


@pytest.mark.parametrize("action", [AnswerQuestion, SmallTalk])
def test_an_untrusted_intent_is_searched(store, action):
    asked = turn(store, "ask_cost" if action is AnswerQuestion else "greet", matches=[match("bank-account", NEAR_QUESTION)], **UNTRUSTED)
    assert action().answer(asked).kind == "article"


def test_a_question_without_a_name_that_describes_a_list_is_a_list(store):
    asked = turn(store, "ask_where", facets={"kind": ["accelerator"], "area": ["paris-05"]})
    assert [card.id for card in AnswerQuestion().answer(asked).cards] == ["agora-rive"]
    assert [card.id for card in AnswerGeneral().answer(asked).cards] == ["agora-rive"]


@pytest.mark.parametrize("name, kind", [("ombre", "definition"), ("bank-account", "article")])
def test_a_list_of_nothing_but_a_name_tells_of_that_name(store, name, kind):
    answer = FindRecords().answer(turn(store, "find", name))
    assert answer.kind == kind and store.record(name).name.en in answer.text


@pytest.mark.parametrize("language, said", [("en", "no sourced information on what it costs"), ("fr", "pas d’information sourcée sur le prix")])
def test_what_is_not_known_of_a_known_thing_is_said_with_its_page(store, language, said):
    answer = AnswerQuestion().answer(turn(store, "ask_cost", "lumen", language=language))
    assert answer.kind == "refusal" and said in answer.text and answer.suggestions
    # A page that once wrote about it is its source, and no door to knock at.
    assert "https://" not in answer.text and answer.sources[0].url == "https://example.org/lumen"


@pytest.mark.parametrize("intent, record", [("ask_family", "talent-permit"), ("ask_documents", "french-tech-visa")])
def test_a_question_that_only_a_permit_answers_needs_no_name(store, intent, record):
    asked = turn(store, intent)
    answer = AnswerQuestion().answer(asked)
    assert asked.focus.records == [record] and answer.facts


def test_but_not_when_another_name_was_given_or_the_intent_is_doubtful(store):
    assert AnswerQuestion().answer(turn(store, "ask_family", unknown_names=["Zorblax"])).kind == "refusal"
    assert not AnswerQuestion().answer(turn(store, "ask_family", confidence=0.4)).facts


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_article_says_the_answer_itself_before_what_goes_on_from_it(store, language):
    asked = turn(store, "ask_general", matches=[match("bank-account", SAME_WORDS)], language=language)
    text = search(asked).text
    record = asked.record("bank-account")
    assert text.index(record.summary.in_language(language)) < text.index(record.answer.in_language(language))
    again = record.copy(update={"summary": record.answer})
    assert article(asked, again).text.count(record.answer.in_language(language)) == 1
