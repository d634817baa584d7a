"""Settings: what cannot work is said by name, in the machine's language, and secrets are not repeated."""

from pathlib import Path

import pytest

from bot.settings import ROOT, BadSetting, Settings, load


def test_nothing_set_is_a_local_web_chat():
    settings = load({})
    assert settings == Settings()
    assert (settings.port, settings.host, settings.actions_url) == (5005, "127.0.0.1", "http://127.0.0.1:5055/webhook")
    assert settings.database == f"sqlite:///{ROOT / '.data' / 'conversations.db'}"


@pytest.mark.parametrize("name, value, attribute, meant", [
    ("PORT", " 5105 ", "port", 5105), ("PORT", "", "port", 5005), ("WEB_ORIGINS", "https://a.org/, http://b.org:8080", "web_origins", ("https://a.org", "http://b.org:8080")),
    ("LOG_LEVEL", "debug", "log_level", "DEBUG"), ("DATA_DIR", "/srv/data", "data_dir", Path("/srv/data")), ("TRUSTED_PROXIES", "0", "trusted_proxies", 0),
    ("DATABASE_URL", "postgresql://u:p@h/d", "database", "postgresql://u:p@h/d"),
])
def test_reads(name, value, attribute, meant):
    assert getattr(load({name: value}), attribute) == meant


def test_the_port_of_the_answers_follows():
    assert load({"PORT": "5105"}).actions_port == 5155
    assert load({"PORT": "65530"}).actions_port == 65480
    assert load({"ACTION_PORT": "6000"}).actions_port == 6000


@pytest.mark.parametrize("given", [
    {"PORT": "x"}, {"PORT": "0"}, {"PORT": "65536"}, {"PORT": "-1"}, {"PORT": "5005.5"}, {"ACTION_PORT": "5005"}, {"WORKERS": "0"},
    {"MESSAGES_PER_MINUTE": "0"}, {"LOG_LEVEL": "loud"}, {"DATABASE_URL": "mysql://u:hidden-word@h/d"}, {"REDIS_URL": "hidden-word"},
    {"WEB_ORIGINS": "example.org"}, {"WEB_ORIGINS": "https://example.org/page"}, {"SESSION_SECRET": "hidden-word"}, {"WORKERS": "2"},
])
def test_refuses(given, monkeypatch):
    said = {}
    for language in ("en_GB", "fr_FR"):
        monkeypatch.setenv("LC_ALL", language)
        with pytest.raises(BadSetting) as refused:
            load(given)
        said[language] = str(refused.value)
        assert list(given)[0] in said[language] and "hidden-word" not in said[language]
    assert said["en_GB"] != said["fr_FR"]


def test_the_secret_is_made_once_and_kept_from_others(tmp_path):
    settings = Settings(data_dir=tmp_path / "data")
    assert len(settings.secret) >= 32 and settings.secret == settings.secret
    assert (tmp_path / "data" / "session-secret").stat().st_mode & 0o077 == 0
