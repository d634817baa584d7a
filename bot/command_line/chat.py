"""`./run chat`: a conversation in the terminal, with line editing. Ctrl-D ends."""

from __future__ import annotations

import argparse
import contextlib
from typing import Any, Dict, List, Optional

from bot.command_line import client, model
from bot.command_line.asking import assistant, reason, trouble
from bot.command_line.plain import plain
from bot.command_line.words import tell, word
from bot.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 when the person ended it, 1 when there is no assistant."""
    with contextlib.suppress(ImportError):
        # Importing it gives `input` its line editing and history.
        import readline  # noqa: F401
    try:
        with assistant(settings) as who:
            print(word("chat_welcome"))
            while (question := _question()) is not None:
                problem = trouble(question)
                if problem:
                    tell(problem)
                    continue
                try:
                    _show(who.ask(question, arguments.lang))
                except client.Refused as refused:
                    tell(reason(refused, settings))
            print(word("chat_bye"))
            return 0
    except client.Refused as refused:
        tell(reason(refused, settings))
    except model.TrainingFailed:
        pass
    return 1


def _question() -> Optional[str]:
    try:
        return input(f"\n{word('chat_prompt')} > ")
    except EOFError:
        print()
        return None


def _show(answers: List[Dict[str, Any]]) -> None:
    for answer in answers:
        print("\n" + plain(answer))
    titles = [suggestion["title"] for answer in answers[-1:] for suggestion in answer.get("suggestions", [])]
    if titles:
        print("\n" + word("chat_next") + "".join(f"\n  → {title}" for title in titles))
    if not answers:
        print(word("ask_no_answer"))
