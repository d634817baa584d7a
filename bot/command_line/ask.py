"""`./run ask “question”…`: answers in the terminal. Several questions are one conversation."""

from __future__ import annotations

import argparse
import json
from typing import List

from bot.command_line import client, model
from bot.command_line.asking import Assistant, assistant, reason, trouble
from bot.command_line.plain import answered, plain
from bot.command_line.words import tell, word
from bot.settings import Settings

NOT_ANSWERED, MISUSED = 1, 2


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 when every question was answered, 1 when one was not, 2 when a question cannot be asked."""
    wrong = next((found for question in arguments.questions if (found := trouble(question))), None)
    if wrong or not arguments.questions:
        tell(wrong or word("ask_usage"))
        return MISUSED
    try:
        with assistant(settings) as who:
            return _ask(who, arguments.questions, arguments)
    except client.Refused as refused:
        tell(reason(refused, settings))
    except model.TrainingFailed:
        pass
    return NOT_ANSWERED


def _ask(who: Assistant, questions: List[str], arguments: argparse.Namespace) -> int:
    status = 0
    for number, question in enumerate(questions):
        answers = who.ask(question, arguments.lang)
        if arguments.json:
            print(json.dumps({"question": question, "answers": answers}, ensure_ascii=False), flush=True)
        else:
            if len(questions) > 1:
                print(("\n" if number else "") + f"> {question}\n")
            print("\n\n".join(plain(answer) for answer in answers) or word("ask_no_answer"), flush=True)
        if not answered(answers):
            status = NOT_ANSWERED
    return status
