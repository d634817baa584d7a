"""The command line's texts: every one that is used exists in both languages, and none is there for nothing."""

import ast
import re
from pathlib import Path

import pytest
import yaml

from actions.texts import texts
from bot.command_line.words import Progress, spoken_language
from bot.settings import ROOT

SOURCES = [*sorted((ROOT / "bot/command_line").glob("*.py")), ROOT / "bot/settings.py"]


def used_keys():
    """Keys given to word(), _bad() and Part(), and those that the shell script reads."""
    keys = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[a-z_]+", node.value):
                keys.add(node.value)
    keys |= {f"part_{name}" for name in ("actions", "server")} | {f"setting_{key}" for key in keys}
    return keys | {f"setup_{key}" for key in re.findall(r"\b(?:say|stop) (\w+)", (ROOT / "run").read_text())}


def written_keys(language):
    """The keys of the file of texts."""
    return list(yaml.safe_load((ROOT / "bot/responses" / language / "command_line.yml").read_text()))


def test_both_languages_have_the_same_texts():
    assert written_keys("en") == written_keys("fr")


def test_every_word_asked_for_exists():
    asked = set()
    for path in SOURCES:
        asked |= set(re.findall(r'\bword\("(\w+)"', path.read_text()))
    asked |= {f"setup_{key}" for key in re.findall(r"\b(?:say|stop) (\w+)", (ROOT / "run").read_text())}
    assert asked and sorted(asked - set(written_keys("en"))) == []


def test_no_text_is_left_over():
    assert sorted(set(written_keys("en")) - used_keys()) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_texts_for_the_shell_are_plain_lines(language):
    lines = (ROOT / "bot/responses" / language / "command_line.yml").read_text().splitlines()
    setup = [line for line in lines if line.startswith("setup_")]
    assert setup and all(re.fullmatch(r'setup_\w+: "[^"\\{}]+"', line) for line in setup)


@pytest.mark.parametrize("environment, language", [
    ({}, "en"), ({"LANG": "C.UTF-8"}, "en"), ({"LANG": "fr_FR.UTF-8"}, "fr"), ({"LANG": "fr_CA"}, "fr"),
    ({"LC_ALL": "en_GB.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"), ({"LC_ALL": "", "LC_MESSAGES": "fr_BE", "LANG": "de_DE"}, "fr"),
    ({"LANG": "de_DE.UTF-8"}, "en"),
])
def test_the_language_is_the_machines(environment, language):
    assert spoken_language(environment) == language


def test_help_names_every_command_in_both_languages():
    from bot.command_line import delegated
    from bot.command_line.__main__ import OWN

    for language in ("en", "fr"):
        shown = texts().get(language, "command_line", "help")
        assert [name for name in (*OWN, *delegated.COMMANDS, "help") if f" {name}" not in shown] == []
        assert Path(ROOT / "docs" / language / "settings.md").name in shown


def test_progress_in_a_log_is_whole_lines_and_rare(capsys):
    progress = Progress()
    progress.say("begins")
    for _ in range(100):
        progress.still("goes on")
    progress.say("done")
    assert capsys.readouterr().err == "[  0 s] begins\n[  0 s] done\n"
