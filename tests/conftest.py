"""Which tests are slow: those that talk to the running assistant (BOT_URL). `./run test fast` leaves them out."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
WITH_THE_ASSISTANT = ("conversations/", "telegram/test_telegram_end_to_end.py")


def pytest_collection_modifyitems(items):
    """Marks them by where they stand."""
    for item in items:
        if item.path.is_relative_to(HERE) and item.path.relative_to(HERE).as_posix().startswith(WITH_THE_ASSISTANT):
            item.add_marker(pytest.mark.slow)
