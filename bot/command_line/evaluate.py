"""`./run evaluate`: measures understanding with the real actions; see docs/en/evaluation.md."""

from __future__ import annotations

from typing import List

from bot.command_line import model
from bot.command_line.environment import prepare_this_process
from bot.command_line.words import Progress, tell, word
from bot.settings import BadSetting, load
from nlu.evaluation import arguments

MISUSED = 2


def main(argv: List[str]) -> int:
    """The exit status of the evaluation; a model that is not named is trained first when it is out of date."""
    options = arguments.parse(argv)
    try:
        settings = load()
    except BadSetting as bad:
        tell(word("setting_bad", reason=str(bad)))
        return MISUSED
    prepare_this_process(settings)
    if options.model is None:
        try:
            model.ensure(settings, Progress())
        except model.TrainingFailed:
            return 1
        options.model = model.model_path(settings.models_dir)
    # These import Rasa, which takes seconds.
    from actions.deciding import TRUSTED_INTENT
    from bot.channels.intake import from_text
    from bot.command_line.local import InProcessActions
    from nlu.evaluation.__main__ import main as evaluate
    from nlu.evaluation.subject import Host

    return evaluate(options, Host(InProcessActions(), from_text, TRUSTED_INTENT))
