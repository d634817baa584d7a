"""The running assistant that the conversations are held with."""

from __future__ import annotations

import os

import pytest
import requests


@pytest.fixture(scope="session")
def bot_url():
    """Its address, from BOT_URL."""
    url = os.environ.get("BOT_URL", "http://127.0.0.1:5005").rstrip("/")
    try:
        ready = requests.get(f"{url}/webhooks/web/health", timeout=5).status_code == 200
    except requests.RequestException:
        ready = False
    if not ready:
        sentence = f"No assistant answers at {url}: start it with ./run, or name it in BOT_URL."
        pytest.fail(sentence) if os.environ.get("CI") == "true" else pytest.skip(sentence)
    return url
