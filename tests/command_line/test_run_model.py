"""When the model counts as stale: when what it is made from has changed, and only then."""

import pytest
from command_runner import FAKE

from bot.command_line import model
from bot.command_line.words import Progress
from bot.settings import Settings

FILES = {
    "config.yml": "pipeline: []", "requirements.lock": "a==1", "bot/domain/visas.yml": "intents: []", "bot/dialogue/visas.yml": "rules: []",
    "nlu/training/en/visas.yml": "nlu: []", "nlu/components/language.py": "x = 1", "nlu/language/identify.py": "y = 1",
    "nlu/evaluation/sets/en.yml": "cases: []", "knowledge/records/visa/one.yml": "id: one", "nlu/training/README.md": "how",
}


@pytest.fixture
def root(tmp_path):
    """A small project."""
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith(("nlu/evaluation", "knowledge", "nlu/training/README"))])
def test_an_ingredient_that_changes_makes_it_stale(root, name):
    before = model.fingerprint(root)
    (root / name).write_text("changed")
    assert model.fingerprint(root) != before


@pytest.mark.parametrize("name", ["nlu/evaluation/sets/en.yml", "knowledge/records/visa/one.yml", "nlu/training/README.md"])
def test_records_test_sets_and_notes_do_not(root, name):
    before = model.fingerprint(root)
    (root / name).write_text("changed")
    (root / name).with_name("another.pyc").write_text("new")
    assert model.fingerprint(root) == before


def test_a_file_that_moves_makes_it_stale(root):
    before = model.fingerprint(root)
    (root / "bot/domain/visas.yml").rename(root / "bot/domain/permits.yml")
    assert model.fingerprint(root) != before


def test_content_cannot_slip_from_one_file_into_the_next(root):
    (root / "bot/domain/a.yml").write_text("12")
    (root / "bot/domain/b.yml").write_text("3")
    before = model.fingerprint(root)
    (root / "bot/domain/a.yml").write_text("1")
    (root / "bot/domain/b.yml").write_text("23")
    assert model.fingerprint(root) != before


def test_is_fresh_after_its_training_and_not_when_replaced(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(FAKE))
    settings = Settings(models_dir=tmp_path / "models", logs_dir=tmp_path / "logs")
    assert not model.is_fresh(settings.models_dir)
    assert model.ensure(settings, Progress())
    assert model.is_fresh(settings.models_dir)
    assert not model.ensure(settings, Progress())
    assert model.ensure(settings, Progress(), force=True)
    model.model_path(settings.models_dir).write_text("somebody else's")
    assert not model.is_fresh(settings.models_dir)


def test_a_training_that_fails_leaves_the_former_model(monkeypatch, tmp_path):
    settings = Settings(models_dir=tmp_path / "models", logs_dir=tmp_path / "logs")
    settings.models_dir.mkdir()
    model.model_path(settings.models_dir).write_text("the former one")
    monkeypatch.setenv("PYTHONPATH", str(FAKE))
    monkeypatch.setenv("FAKE_RASA", "train_fails")
    with pytest.raises(model.TrainingFailed):
        model.ensure(settings, Progress())
    assert model.model_path(settings.models_dir).read_text() == "the former one"
    assert not model.is_fresh(settings.models_dir)
