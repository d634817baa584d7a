"""What is committed: no machine's paths, no addresses of package registries, settings documented, locks complete."""

import re
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
# Put together here, so that this file does not name them either.
REGISTRIES = [".".join(parts) for parts in (
    ("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org"), ("registry", "yarnpkg", "com"), ("deb", "debian", "org"),
    ("conda", "anaconda", "org"), ("crates", "io"),
)]
FOREIGN_PATHS = re.compile(r"(?<![\w.$}~])/(?:home|Users)/[a-z]\w+/|(?<![\w.$}~])/(?:root|work)/\w")
ENVIRONMENT = re.compile(r"(?:environ(?:ment)?(?:\.get)?[\[(]|os\.getenv\()\s*\"([A-Z][A-Z_]+)\"")
# Set by the system or by tests, not by whoever runs the assistant.
NOT_SETTINGS = {"LC_ALL", "LC_MESSAGES", "LANG", "TERM", "CI", "BOT_URL", "CHROMIUM"}


def committed():
    """(path, text) of every committed text file."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if listed.returncode:
        pytest.skip("This copy is not a git checkout, so there is no list of committed files.")
    paths = [name.decode() for name in listed.stdout.split(b"\0") if name]
    assert paths
    for name in paths:
        path = ROOT / name
        if path.is_file():
            content = path.read_bytes()
            if b"\0" not in content:
                yield name, content.decode("utf-8")


def test_no_file_names_a_package_registry():
    assert [f"{name}: {host}" for name, text in committed() for host in REGISTRIES if host in text] == []


def test_no_file_names_a_folder_of_one_machine():
    assert [f"{name}: {found[0]}" for name, text in committed() if (found := FOREIGN_PATHS.search(text))] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_setting_is_documented(language):
    page = (ROOT / "docs" / language / "settings.md").read_text()
    read = {name for package in ("actions", "knowledge", "nlu", "bot") for path in (ROOT / package).rglob("*.py") for name in ENVIRONMENT.findall(path.read_text())}
    settings = {field.name.upper() for field in fields(Settings)} | (read - NOT_SETTINGS)
    assert sorted(name for name in settings if f"`{name}`" not in page) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_documented_settings_and_defaults_are_true(language):
    page = (ROOT / "docs" / language / "settings.md").read_text()
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| ([^|]*) \|", page, re.MULTILINE))
    defaults = {field.name.upper(): field.default for field in fields(Settings)}
    for name, default in defaults.items():
        shown = rows[name].strip().strip("`")
        if isinstance(default, int) and default:
            assert shown == str(default), name
        elif isinstance(default, str) and default:
            assert shown == default, name


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_locks_pin_and_hash_everything_and_name_no_address(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(entries) > 150
    assert [entry.split()[0] for entry in entries if not re.match(r"[a-z0-9._-]+==\S+ ", entry) or "--hash=sha256:" not in entry] == []


def test_the_test_lock_holds_all_of_the_other_one():
    pins = {name: set(re.findall(r"^([a-z0-9._-]+==\S+)", (ROOT / name).read_text(), re.MULTILINE)) for name in ("requirements.lock", "requirements-test.lock")}
    assert sorted(pins["requirements.lock"] - pins["requirements-test.lock"]) == []


def test_what_is_asked_for_is_what_is_locked():
    project = (ROOT / "pyproject.toml").read_text()
    locked = (ROOT / "requirements-test.lock").read_text()
    asked = re.findall(r'^  "([a-z0-9.-]+)(?:\[[a-z-]+\])?==([^";]+)"', project, re.MULTILINE | re.IGNORECASE)
    assert len(asked) > 20
    assert [name for name, version in asked if not re.search(rf"^{re.escape(name.replace('.', '-'))}==(?:{re.escape(version)}) ", locked, re.MULTILINE | re.IGNORECASE)] == []
