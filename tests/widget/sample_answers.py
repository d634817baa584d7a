"""Answers of every shape, built with the product's own `Answer`, for a server that has no model behind it."""

from actions.answer import Answer, Attachment, Card, FactLine, SourceLine, Suggestion, Table

OFFICIAL = SourceLine("French Tech Visa", "https://visa.example/french-tech", "2026-10-02")
GUIDE = SourceLine("Service-public.fr : titre de séjour « talent »", "https://service.example/talent", "2026-06-14")
MORE = [
    Suggestion("What it costs", "a|ask_cost|french-tech-visa"),
    Suggestion("How to apply", "a|ask_how_to_apply|french-tech-visa"),
    Suggestion("Can my family come?", "t|Can my family come?"),
]

FACTS = Answer(
    text="The **French Tech Visa for founders** costs **€99** for the visa, then €225 for the residence permit.\n\n"
         "It is issued for *up to four years*. See [the official page](https://visa.example/french-tech).",
    language="en", kind="facts",
    facts=[
        FactLine("Visa fee", "€99", 0, "2026-10-02"),
        FactLine("Residence permit", "€225", 1, "2026-06-14", freshness="ageing"),
        FactLine("Income to show", "see the official page", 0, "2024-01-10", freshness="withheld"),
        FactLine("Time to decide", "about two months", 1, "2026-06-14", confirmed=False),
    ],
    sources=[OFFICIAL, GUIDE], suggestions=MORE,
    notice="This is information, not legal advice. The [prefecture](https://prefecture.example/) decides.",
)

FAITS = Answer(
    text="Le **French Tech Visa pour fondateurs** coûte **99 €** pour le visa, puis 225 € pour le titre de séjour.\n\n"
         "Il est délivré pour *quatre ans au plus*. Voir [la page officielle](https://visa.example/french-tech).",
    language="fr", kind="facts",
    facts=[
        FactLine("Droit de visa", "99 €", 0, "2026-10-01"),
        FactLine("Titre de séjour", "225 €", 1, "2026-06-14", freshness="ageing"),
    ],
    sources=[OFFICIAL, GUIDE],
    suggestions=[Suggestion("Ce qu’il coûte", "a|ask_cost|french-tech-visa"),
                 Suggestion("Comment le demander", "a|ask_how_to_apply|french-tech-visa")],
    notice="Ceci est une information, pas un conseil juridique.",
)

EVENTS = Answer(
    text="Three AI meetups in Paris **this week**:", language="en", kind="list",
    cards=[
        Card("paris-nlp", "event", "Paris NLP Meetup", "Season 11, episode 2", ["Free, in English"],
             "https://meetup.example/nlp", "5 parvis Alan-Turing, 75013 Paris", 48.8344, 2.3708,
             "2026-11-24T18:30:00+01:00", "2026-11-24T21:00:00+01:00", "s|paris-nlp"),
        Card("dataforgood", "event", "Data For Good, welcome evening", "", ["Free, in French"], None,
             "Le Square, 75011 Paris", None, None, "2026-11-25", "2026-11-27", "s|dataforgood"),
        Card("station-f", "place", "STATION F", "Start-up campus", ["34,000 m², over 1,000 start-ups"],
             "https://station.example/", payload="s|station-f"),
    ],
    sources=[SourceLine("Paris NLP on Meetup", "https://meetup.example/nlp", "2026-11-20")],
    attachments=[
        Attachment("ics", "paris-nlp.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"),
        Attachment("location", "STATION F", lat=48.8344, lon=2.3708, address="5 parvis Alan-Turing"),
    ],
    suggestions=[Suggestion("More", "m"), Suggestion("Only free ones", "t|Only free ones")],
)

COMPARISON = Answer(
    text="## Two routes for a founder\n\n1. **French Tech Visa**: through a partner incubator\n"
         "2. **Business creation**: on your own plan\n   - needs a business plan\n   - and `30 000 €`\n\nIn short:",
    language="en", kind="comparison",
    table=Table(["", "French Tech Visa", "Business creation"],
                [["Stay", "4 years", "4 years"], ["Who backs you", "An incubator of the list", "Nobody: your own plan and means"],
                 ["Fee", "€225", "€225"]]),
    sources=[OFFICIAL],
)

LONG = Answer(text="\n\n".join(f"Paragraph {n}. " + "Paris has many laboratories. " * 8 for n in range(1, 15)),
              language="en", kind="article", sources=[OFFICIAL])

UNKNOWN = Answer(
    text="I do not know that. I answer on visas, programmes, places, events and start-ups of AI in Paris.",
    language="en", kind="refusal", suggestions=[Suggestion("What can you do?", "i|ask_capabilities")], confidence=0.2,
)

BY_WORD = {"visa": [FACTS], "coûte": [FAITS], "meetup": [EVENTS], "compare": [COMPARISON], "long": [LONG],
           # The message that carries the chips is not the last of the turn.
           "two": [FACTS, Answer(text="Anything else?", language="en", kind="smalltalk")]}


def reply(body):
    """Answers, as JSON objects, to the body of `POST /message`."""
    asked = (body.get("payload") or body.get("text") or "").lower()
    if asked.startswith("f|"):
        return [Answer(text="Thank you.", language="en", kind="smalltalk").as_dict()]
    found = next((answers for word, answers in BY_WORD.items() if word in asked), [UNKNOWN])
    return [answer.as_dict() for answer in found]
