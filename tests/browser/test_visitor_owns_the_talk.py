"""What a visitor may do with the whole talk: begin anew, erase it, take it away as a file."""

import json


def test_a_new_conversation_starts_empty_and_the_old_one_can_still_be_erased(fake, visit):
    widget = visit(fake.url + "/host").open().ask("visa")
    widget.menu("New conversation")
    assert widget.said.count() == 0
    widget.ask("meetup")
    assert set(fake.sessions) == {"token-1", "token-2"}
    widget.menu("Erase everything")
    widget.button("Keep").click()
    assert len(fake.sessions) == 2
    widget.menu("Erase everything")
    widget.button("Erase").click()
    widget.page.get_by_text("Erased: 4 messages.").wait_for()
    assert fake.sessions == {} and widget.said.count() == 0
    assert widget.page.evaluate("localStorage.length") == 0


def test_everything_is_exported_as_a_file(fake, visit, tmp_path):
    widget = visit(fake.url + "/host").open().ask("visa")
    with widget.page.expect_download() as download:
        widget.menu("Download my conversation")
    assert download.value.suggested_filename == "paris-ai-conversation.json"
    download.value.save_as(tmp_path / "file.json")
    assert len(json.loads((tmp_path / "file.json").read_text())["messages"]) == 2
