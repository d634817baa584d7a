"""Calendar files of what is to come: all events, one file a topic, deadlines apart, in each language."""

from __future__ import annotations

import datetime as dt
from typing import Dict, List

from knowledge.calendar_feeds import calendar_of, dates_to_come, deadlines_of, events_of
from knowledge.operations.wording import words
from knowledge.schema import vocabulary
from knowledge.schema.records import Record


def calendar_files(records: List[Record], language: str, on: dt.date) -> Dict[str, str]:
    """Calendar texts by file name: `events.ics`, `topic-<topic>.ics` where there is an event, `deadlines.ics`."""
    say = words(language).say
    coming = [record for record in records if dates_to_come(record, on)]
    files = {"events.ics": calendar_of(say("all_events"), events_of(coming, language, on))}
    for topic, facet in vocabulary.facets("topics").items():
        of_topic = events_of([record for record in coming if topic in record.topics], language, on)
        if of_topic:
            files[f"topic-{topic}.ics"] = calendar_of(facet.label.in_language(language), of_topic)
    files["deadlines.ics"] = calendar_of(say("deadlines"), deadlines_of(records, language, on))
    return files
