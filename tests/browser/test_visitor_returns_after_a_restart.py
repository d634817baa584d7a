"""The server is stopped and started again: talks are there after a reload, and go on where they were."""

import sys

import pytest

from bot.command_line import client, ports
from bot.command_line.environment import child_environment
from bot.command_line.model import model_path
from bot.command_line.processes import Part, stop
from bot.settings import load
from tests.browser.conftest import missing

pytestmark = pytest.mark.slow
PATIENCE = 180


class Assistant:
    """Both servers of the product, with data of their own, that can be stopped and started at the same address."""

    def __init__(self, folder):
        self.settings, self.folder, self.parts = load({"DATA_DIR": str(folder / "data"), "PORT": str(ports.free()), "ACTION_PORT": str(ports.free())}), folder, []
        self.url = client.address(self.settings.port)

    def start(self):
        """Starts them and waits until they answer."""
        own = {field: str(getattr(self.settings, field)) for field in ("data_dir", "port", "action_port")}
        environment = {**child_environment(self.settings), **{name.upper(): value for name, value in own.items()}}
        rasa = [sys.executable, "-m", "rasa", "run"]
        for name, more in (("actions", ["actions", "--actions", "actions.handling", "--port", own["action_port"]]), ("server", [
            "--model", str(model_path(load().models_dir)), "--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml",
            "--port", own["port"], "-i", "127.0.0.1",
        ])):
            self.parts.append(Part(name, rasa + more, environment, self.folder / f"{name}.log"))
        for _ in range(PATIENCE):
            if client.is_ready(self.url):
                return
            assert all(part.status is None for part in self.parts), (self.folder / "server.log").read_text()[-2000:]
            self.parts[-1].wait(1.0)
        raise AssertionError("the assistant did not start")

    def stop(self):
        """Ends them."""
        stop(self.parts)
        self.parts = []


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    """The product, running."""
    if not model_path(load().models_dir).is_file():
        missing("There is no trained model: `./run train` makes one.")
    running = Assistant(tmp_path_factory.mktemp("assistant"))
    running.start()
    yield running
    running.stop()


def test_talks_are_there_after_a_restart_and_go_on(assistant, visit, browser):
    widget = visit(assistant.url + "/", allow=("ERR_CONNECTION_REFUSED",)).open()
    widget.ask("What does the French Tech Visa cost?")
    first = widget.answers.last.inner_text()
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    plain = context.new_page()
    plain.goto(assistant.url + "/chat")
    plain.locator("#text").fill("Combien coûte le French Tech Visa ?")
    with plain.expect_navigation():
        plain.locator("#text").press("Enter")

    assistant.stop()
    widget.input.fill("And how do I apply for it?")
    widget.input.press("Enter")
    widget.page.get_by_text("The assistant cannot be reached. Your message is kept").wait_for()
    assistant.start()

    widget.goto(assistant.url + "/")
    widget.open()
    widget.answers.first.wait_for()
    assert widget.answers.count() == 1 and widget.answers.first.inner_text() == first
    assert widget.said.all_inner_texts()[0].endswith("What does the French Tech Visa cost?")
    widget.ask("And how do I apply for it?")
    assert "French Tech Visa" in widget.answers.last.inner_text() and widget.said.count() == 2

    plain.reload()
    assert plain.locator(".said").count() == 1 and plain.locator(".answer").count() == 1
    plain.locator("#text").fill("Comment en faire la demande ?")
    with plain.expect_navigation():
        plain.locator("#text").press("Enter")
    assert plain.locator(".said").count() == 2 and "French Tech Visa" in plain.locator(".answer").last.inner_text()
    context.close()
