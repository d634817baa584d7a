"""The options of `./run evaluate`, explained in the language of the machine."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Sequence

from nlu.evaluation.sets import LANGUAGES
from nlu.evaluation.wording import say, spoken_language


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The options. Exits with 2 for one that does not exist or does not fit, with 0 after explaining them."""
    spoken = spoken_language()
    parser = argparse.ArgumentParser(prog="./run evaluate", description=say(spoken, "usage"), allow_abbrev=False)
    parser.add_argument("--set", choices=("dev", "test"), default="dev", help=say(spoken, "help_set"))
    parser.add_argument("--language", choices=LANGUAGES, help=say(spoken, "help_language"))
    parser.add_argument("--model", type=Path, help=say(spoken, "help_model"))
    parser.add_argument("--url", help=say(spoken, "help_url"))
    for name in ("quick", "baselines", "check", "publish", "failures"):
        parser.add_argument(f"--{name}", action="store_true", help=say(spoken, f"help_{name}"))
    options = parser.parse_args(list(argv))
    if options.quick and (options.check or options.publish):
        parser.error(say(spoken, "quick_only"))
    return options
