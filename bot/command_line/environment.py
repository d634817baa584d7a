"""The environment of every process that is started here: quiet, on the processor, and silent towards outside."""

from __future__ import annotations

import os
import warnings
from typing import Dict, Mapping, Optional

from bot.settings import Settings
from knowledge.paths import cache_dir

FIXED = {
    # Nothing is sent anywhere.
    "RASA_TELEMETRY_ENABLED": "false",
    # Rasa's pinned libraries warn about one another; what is ours is checked by the tests.
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    # Idle threads of the numerical libraries sleep instead of spinning beside the server.
    "OMP_WAIT_POLICY": "PASSIVE",
    "PYTHONUNBUFFERED": "1",
    "PYTHONUTF8": "1",
    # The action server takes no address on its command line and must not be reached from outside.
    "SANIC_HOST": "127.0.0.1",
}


def child_environment(settings: Settings, base: Optional[Mapping[str, str]] = None) -> Dict[str, str]:
    """The environment for the servers and the training; `base` is the process's own by default."""
    return {
        **(os.environ if base is None else base),
        **FIXED,
        # A home folder that cannot be written to makes Matplotlib, which Rasa imports, complain at every start.
        "MPLCONFIGDIR": str(cache_dir() / "matplotlib"),
        "ACTION_URL": settings.actions_url,
        "LOG_LEVEL": settings.log_level,
        "SANIC_WORKERS": str(settings.workers),
    }


def prepare_this_process(settings: Settings) -> None:
    """The same for this process, before it imports Rasa."""
    os.environ.update(child_environment(settings))
    # A filter is not enough: some of Rasa's libraries set filters of their own when they are imported.
    warnings.showwarning = lambda *_, **__: None
