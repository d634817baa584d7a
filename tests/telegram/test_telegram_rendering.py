"""Answers as Telegram messages: escaping, splitting, structure, both languages."""

from __future__ import annotations

import pytest
from fake_bot_api.entities import parse as read_html
from fake_bot_api.entities import units
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stub_rasa import answer

from actions.texts import texts
from bot.channels.telegram.calls import Call
from bot.channels.telegram.rendering import markdown
from bot.channels.telegram.rendering.answer import render
from bot.channels.telegram.rendering.keyboard import keyboard
from bot.channels.telegram.rendering.runs import BOLD, Run, link, plain, text, to_html
from bot.channels.telegram.rendering.split import MAX_ENTITIES, split


def html(source: str) -> str:
    return to_html(markdown.parse(source))


def shown(**parts) -> str:
    """The visible text of an answer that makes one message."""
    call, = render(answer(parts.pop("text", "Text."), **parts), texts())
    return read_html(call.arguments["text"])[0]


@pytest.mark.parametrize("source, expected", [
    ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("**bold** and *italic*", "<b>bold</b> and <i>italic</i>"),
    ("***both***", "<i><b>both</b></i>"),
    ("~~old~~", "<s>old</s>"),
    ("`a<b`", "<code>a&lt;b</code>"),
    ("```\nx < y\n```", "<pre>x &lt; y</pre>"),
    ("# Title\n\ntext", "<b>Title</b>\n\ntext"),
    ("[page](https://a.org/?y=\"2\")", '<a href="https://a.org/?y=%222%22">page</a>'),
    ("[page](https://a.org/?x=1&y=2)", '<a href="https://a.org/?x=1&amp;y=2">page</a>'),
    ("[**b** `c`](https://a.org)", '<a href="https://a.org">b c</a>'),
    ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
    ("[x](tg://resolve?domain=a)", "x"),
    ("[x](/relative)", "x"),
    ("![image](https://a.org/i.png)", '<a href="https://a.org/i.png">image</a>'),
    ("- one\n- two\n  - deep", "• one\n• two\n   ◦ deep"),
    ("3. three\n4. four", "3. three\n4. four"),
    ("> quoted\n> more", "<blockquote>quoted more</blockquote>"),
    ("> a\n>> b", "a\n\n<blockquote>b</blockquote>"),
    ("snake_case_name 2*3*4", "snake_case_name 2<i>3</i>4"),
    ("**unclosed", "**unclosed"),
    ("one\ntwo  \nthree", "one two\nthree"),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "<b>a · b</b>\n1 · 2"),
    ("Tom &amp; Jerry \\*not italic\\*", "Tom &amp; Jerry *not italic*"),
    ("L’été à Paris : 39 582 €", "L’été à Paris : 39 582 €"),
])
def test_markdown_to_html(source, expected):
    assert html(source) == expected


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)) | st.sampled_from("*_`[]()<>&#-|~\\\n 1.>!é🙂"), max_size=300))
@settings(max_examples=300, deadline=None)
@example("<b>**[a](https://x.y/<\">)**</b>")
def test_any_markdown_becomes_html_that_telegram_takes(source):
    written = html(source)
    assert read_html(written)[0] == plain(markdown.parse(source))


@given(
    st.lists(st.tuples(st.text("ab .\n🙂é", min_size=1, max_size=60), st.sampled_from([(), (BOLD,), (link("https://a.b"),)])), max_size=40),
    st.integers(20, 120),
)
@settings(max_examples=300, deadline=None)
def test_split_keeps_every_word_and_every_limit(pieces, limit):
    runs = [Run(value, marks) for value, marks in pieces]
    parts = split(runs, limit)
    for part in parts:
        seen, _ = read_html(to_html(part))
        assert 0 < units(seen) <= limit and seen.strip()
    assert "".join("".join(plain(part) for part in parts).split()) == "".join(plain(runs).split())


def test_split_prefers_paragraphs_then_lines_then_sentences_then_words():
    assert [plain(p) for p in split(text("a" * 30 + "\n\n" + "b b\nb. b" * 3), 40)][0] == "a" * 30
    assert [plain(p) for p in split(text("a" * 30 + "\nb. " + "c" * 20), 40)][0] == "a" * 30
    assert [plain(p) for p in split(text("a" * 20 + ". b " + "c" * 30), 40)][0] == "a" * 20 + "."
    assert [plain(p) for p in split(text("word " * 20), 40)][0] == "word word word word word word word word"


def test_split_leaves_links_and_bold_whole():
    runs = [*text("a" * 35 + " "), *text("a link of words", link("https://a.b")), *text(" and more")]
    first, second = split(runs, 40)
    assert plain(first) == "a" * 35
    assert to_html(second) == '<a href="https://a.b">a link of words</a> and more'


def test_split_reopens_what_alone_is_too_long():
    parts = split(text("x" * 100, BOLD), 40)
    assert [to_html(part) for part in parts] == [f"<b>{'x' * 40}</b>", f"<b>{'x' * 40}</b>", f"<b>{'x' * 20}</b>"]


def test_split_does_not_tear_emoji():
    family, flag = "👨‍👩‍👧‍👦", "🇫🇷"
    for symbol in (family, flag, "é"):
        for part in split(text(symbol * 50), 45):
            assert plain(part).replace(symbol, "") == ""


def test_four_thousand_emoji_make_two_messages():
    parts = split(text("🙂" * 4096))
    assert [len(plain(part)) for part in parts] == [2048, 2048]


def test_messages_hold_at_most_a_hundred_entities():
    runs = [run for number in range(250) for run in (*text(f"{number}", BOLD), Run(" "))]
    parts = split(runs)
    assert len(parts) == 3
    assert all(len(read_html(to_html(part))[1]) <= MAX_ENTITIES for part in parts)


SOURCE = {"title": "Service-Public", "url": "https://www.service-public.fr/x", "as_of": "2026-11-12"}


def test_sources_stand_at_the_end_with_their_dates():
    assert shown(sources=[SOURCE]).endswith("\n\nSource: Service-Public (checked 12 November 2026)")
    french = shown(language="fr", sources=[{**SOURCE, "as_of": "2026-10-01"}])
    assert french.endswith("Source\u00a0: Service-Public (vérifié le 1er octobre 2026)")


def test_many_sources_are_folded():
    call, = render(answer("Text.", sources=[{**SOURCE, "title": f"Page {n}"} for n in range(4)]), texts())
    _, entities = read_html(call.arguments["text"])
    assert [e["type"] for e in entities if "quote" in e["type"]] == ["expandable_blockquote"]
    assert sum(e["type"] == "text_link" for e in entities) == 4


def test_source_with_an_unsafe_address_is_named_without_a_link():
    call, = render(answer("Text.", sources=[{**SOURCE, "url": "javascript:alert(1)"}]), texts())
    assert "Service-Public" in call.arguments["text"] and "javascript" not in call.arguments["text"]


FACT = {"label": "Fee", "value": "€350", "source": 0, "as_of": "2026-03-03"}


def test_facts_in_the_text_are_not_repeated():
    assert shown(text="It costs €350.", facts=[FACT]) == "It costs €350."
    assert shown(text="Here.", facts=[FACT]) == "Here.\n\n• Fee: €350"
    assert shown(text="Voici.", language="fr", facts=[{**FACT, "label": "Coût", "value": "350 €"}]) == "Voici.\n\n• Coût\u00a0: 350 €"


@pytest.mark.parametrize("doubt, words", [
    ({"freshness": "ageing"}, "last checked on 3 March 2026"), ({"confirmed": False}, "unconfirmed"),
])
def test_doubtful_facts_are_marked_even_when_the_text_holds_them(doubt, words):
    seen = shown(text="It costs €350.", facts=[{**FACT, **doubt}])
    assert "⚠️" in seen and words in seen and seen.count("€350") == 1


def test_withheld_fact_is_marked_unless_the_text_tells_it_all_the_same():
    old = {**FACT, "freshness": "withheld"}
    assert "too old to repeat" in shown(text="Here.", facts=[old])
    assert "⚠️" not in shown(text="It was €350 then.", facts=[old])


def test_cards_are_a_compact_numbered_list_with_number_buttons():
    cards = [
        {"id": "a", "kind": "event", "title": "Paris ML", "subtitle": "Meetup", "lines": ["Free"], "url": "https://a.b",
         "address": "1 rue X", "start": "2026-12-01T18:30", "payload": "s|paris-ml"},
        {"id": "b", "kind": "event", "title": "dotAI", "lines": [], "start": "2026-12-03", "end": "2026-12-04", "payload": "s|dotai"},
    ]
    call, = render(answer("Two events.", cards=cards), texts())
    seen, entities = read_html(call.arguments["text"])
    assert seen == (
        "Two events.\n\n1. Paris ML – Meetup\n    Tuesday 1 December 2026, from 18:30 · Free · 📍 1 rue X\n\n"
        "2. dotAI\n    3–4 December 2026"
    )
    assert "https://a.b" in [e.get("url") for e in entities]
    assert call.arguments["reply_markup"]["inline_keyboard"] == [[
        {"text": "1", "callback_data": "s|paris-ml"}, {"text": "2", "callback_data": "s|dotai"},
    ]]


def test_suggestion_of_a_numbered_record_is_not_a_second_button():
    cards = [{"id": i, "kind": "event", "title": i, "payload": f"s|{i}"} for i in ("a", "b")]
    both = [{"title": "A", "payload": "s|a"}, {"title": "More", "payload": "m"}]
    call, = render(answer("Two.", cards=cards, suggestions=both), texts())
    assert [[b["text"] for b in row] for row in call.arguments["reply_markup"]["inline_keyboard"]] == [["1", "2"], ["More"]]


def test_french_period_is_told_once():
    card = {"id": "a", "kind": "event", "title": "dotAI", "lines": ["du 1er au 3 décembre 2026"], "start": "2026-12-01", "end": "2026-12-03"}
    seen = shown(text="Un :\n\n1. **dotAI** – Conf *(du 1er au 3 décembre 2026)*", language="fr", cards=[card])
    assert seen.count("décembre") == 1


def test_day_already_told_on_a_card_is_not_told_twice():
    seen = shown(cards=[{"id": "a", "kind": "event", "title": "dotAI", "lines": ["3 December 2026, La Villette"], "start": "2026-12-03"}])
    assert seen.count("3 December") == 1


def test_list_in_the_text_is_enriched_not_repeated():
    listed = "Found:\n\n6. **Paris ML** – Meetup *(1 December 2026)*\n7. **dotAI** – Conference"
    cards = [
        {"id": "a", "kind": "event", "title": "Paris ML", "subtitle": "Meetup", "lines": ["1 December 2026", "free"],
         "url": "https://a.b", "address": "1 rue X", "start": "2026-12-01", "payload": "s|paris-ml"},
        {"id": "b", "kind": "event", "title": "dotAI", "subtitle": "Conference", "payload": "s|dotai"},
    ]
    call, = render(answer(listed, cards=cards), texts())
    seen, entities = read_html(call.arguments["text"])
    assert seen == "Found:\n\n6. Paris ML – Meetup (1 December 2026)\n    free · 📍 1 rue X\n\n7. dotAI – Conference"
    assert [e["url"] for e in entities if e["type"] == "text_link"] == ["https://a.b"]
    assert [b["text"] for b in call.arguments["reply_markup"]["inline_keyboard"][0]] == ["6", "7"]


def test_comparison_in_the_text_is_not_repeated():
    table = {"columns": ["", "A", "B"], "rows": [["Fee", "€350", "€300"]]}
    assert shown(text="**Fee**\n- A: €350\n- B: €300", table=table).count("Fee") == 1
    marked = {"columns": ["", "A", "B"], "rows": [["Fee", "€350 *(to be verified)*", "€300"], ["Stay", "4 *years*", "1 year"]]}
    seen = shown(text="**Fee**\n- A: €350 *(to be verified)*\n- B: €300", table=marked)
    assert seen == "Fee\n• A: €350 (to be verified)\n• B: €300\n\nStay\n• A: 4 years\n• B: 1 year"


def test_list_keeps_the_distance_to_what_announces_it():
    assert shown(text="Under it:\n- one\n- two\n\nApart:\n\n1. one") == "Under it:\n• one\n• two\n\nApart:\n\n1. one"


@pytest.mark.parametrize("mark", ["checked 3 March 2026, verify", "this was last checked on 3 March 2026: verify it on the official page"])
def test_caution_in_the_text_is_not_repeated(mark):
    seen = shown(text=f"It costs €350 *({mark})*.", facts=[{**FACT, "freshness": "ageing"}])
    assert "⚠️" not in seen


def test_comparison_reads_as_a_list():
    seen = shown(text="Compared.", table={
        "columns": ["", "French Tech Visa", "EU Blue Card"], "rows": [["Fee", "€350", "€300"], ["Length", "4 years", "4 years"]],
    })
    assert seen == (
        "Compared.\n\nFee\n• French Tech Visa: €350\n• EU Blue Card: €300\n\nLength\n• French Tech Visa: 4 years\n• EU Blue Card: 4 years"
    )


def test_notice_is_in_italics_once():
    call, = render(answer("Text.", notice="This is not legal advice."), texts())
    assert "<i>This is not legal advice.</i>" in call.arguments["text"]
    assert shown(text="Text. This is not legal advice.", notice="This is not legal advice.").count("legal") == 1


def test_keyboard_hangs_under_the_last_message_only():
    calls = render(answer("word " * 1500, suggestions=[{"title": "Next", "payload": "m"}]), texts())
    assert len(calls) == 2
    assert ["reply_markup" in call.arguments for call in calls] == [False, True]


def test_keyboard_leaves_out_what_could_not_be_pressed():
    rows = keyboard([
        {"title": "Short", "payload": "i|greet"}, {"title": "Short too", "payload": "m"}, {"title": "Again", "payload": "m"},
        {"title": "A title that is far too long for half a row", "payload": "l|fr"},
        {"title": "Forged", "payload": "/restart"}, {"title": "", "payload": "f|up"}, {"title": "Big", "payload": "t|" + "é" * 40},
    ])
    assert [[button["text"] for button in row] for row in rows] == [
        ["Short", "Short too"], ["A title that is far too long for half a row"],
    ]


def test_calls_survive_storage():
    for call in render(answer("É **b** 🙂", suggestions=[{"title": "N", "payload": "m"}]), texts()):
        assert Call.loads(call.dumps()) == call


def anything(size):
    return st.text(alphabet=st.characters(blacklist_categories=("Cs",)) | st.sampled_from("<>&\"'*_[]()`|\n#"), min_size=1, max_size=size)


SOURCES = st.lists(st.fixed_dictionaries({"title": anything(40), "url": anything(40) | st.just("https://a.b/?c=d&e"), "as_of": anything(12) | st.just("2026-01-01")}), max_size=5)
ANSWERS = st.fixed_dictionaries({
    "text": anything(2000), "language": st.sampled_from(["en", "fr"]), "kind": st.just("facts"), "notice": anything(200), "sources": SOURCES,
    "facts": st.lists(st.fixed_dictionaries({
        "label": anything(30), "value": anything(60), "source": st.just(0), "as_of": anything(12),
        "freshness": st.sampled_from(["fresh", "ageing", "withheld"]), "confirmed": st.booleans(),
    }), max_size=4),
    "cards": st.lists(st.fixed_dictionaries({
        "id": st.just("x"), "kind": st.just("event"), "title": anything(40), "subtitle": anything(60), "lines": st.lists(anything(40), max_size=3),
        "url": anything(40), "address": anything(40), "start": anything(16) | st.just("2026-12-01T18:30"), "end": anything(16), "payload": anything(70),
    }), max_size=6),
    "table": st.fixed_dictionaries({"columns": st.just(["", "a"]), "rows": st.lists(st.tuples(anything(20), anything(300)), max_size=8)}),
    "suggestions": st.lists(st.fixed_dictionaries({"title": anything(60), "payload": anything(70) | st.just("m")}), max_size=12),
})


@given(ANSWERS, anything(60))
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_an_answer_telegram_takes_it(hostile, pressed):
    for call in render(hostile, texts(), pressed):
        seen, entities = read_html(call.arguments["text"])
        assert seen.strip() and units(seen) <= 4096 and len(entities) <= MAX_ENTITIES
        assert all(e["url"].split(":")[0] in ("http", "https", "mailto", "tel") for e in entities if e["type"] == "text_link")
        for row in call.arguments.get("reply_markup", {}).get("inline_keyboard", []):
            assert all(1 <= len(button["callback_data"].encode()) <= 64 and button["text"] for button in row)
