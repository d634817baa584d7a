"""A real Chromium on the widget: against a scripted server (`fake`), or the running product (`bot_url`).

Chromium or the product's server missing: the tests that need it are skipped, and fail where CI=true.
Any request that leaves this machine and any error on the console fails the test.
"""

import os
import shutil
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browser.widget_page import WidgetPage  # noqa: E402
from tests.widget.fake_server import FakeServer  # noqa: E402

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
TAG = '<script async src="/widget.js"></script>'


def missing(sentence):
    """Skips with `sentence`, or fails where everything is meant to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def browser():
    """Chromium, of the system."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        missing("Chromium is not installed: `apt-get install chromium`, or name it in CHROMIUM.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def bot_url():
    """Address of the running product, from BOT_URL."""
    url = os.environ.get("BOT_URL", "http://127.0.0.1:5005").rstrip("/")
    try:
        urllib.request.urlopen(url + "/webhooks/web/health", timeout=5).close()
    except (urllib.error.URLError, OSError):
        missing(f"No assistant answers at {url}: start it, or name it in BOT_URL.")
    return url


@pytest.fixture
def fake():
    """The scripted server, with a plain host page at /host."""
    with FakeServer() as server:
        server.host(TAG)
        yield server


@pytest.fixture
def visit(browser):
    """`visit(url, **context)` opens a page as a new visitor and gives a WidgetPage; `context=` joins an earlier one."""
    opened = []

    def open_page(url, context=None, allow=(), **options):
        context = context or browser.new_context(**{"viewport": {"width": 1100, "height": 760}, "locale": "en-GB", **options})
        page = WidgetPage(context.new_page(), allow)
        opened.append(page)
        page.goto(url)
        return page

    yield open_page
    faults = [fault for page in opened for fault in page.faults]
    for context in {page.page.context for page in opened}:
        context.close()
    assert not faults, faults


@pytest.fixture
def phone(visit):
    """As `visit`, on a small touch screen."""
    return lambda url, **options: visit(url, **{**PHONE, **options})
