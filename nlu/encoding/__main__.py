"""`python -m nlu.encoding`: writes the vectors that come with the repository anew, for all our own texts."""

from __future__ import annotations

from typing import Iterable

from knowledge.store import open_store
from nlu.components.spelling_mender import mend
from nlu.encoding import seed
from nlu.encoding.encoder import E5_MODEL, prepare, shared_encoder
from nlu.training_files import training_examples


def own_texts() -> Iterable[str]:
    """Every training example, as it is mended, and every question of an `answer` record."""
    yield from (mend(example.text) for example in training_examples())
    store = open_store()
    for record_id in store.ids("answer"):
        questions = store.record(record_id).questions
        yield from (*questions.en, *questions.fr)


def main() -> None:
    """Encodes all own texts and writes the file."""
    texts = sorted({prepare(text) for text in own_texts()})
    seed.write(E5_MODEL, texts, shared_encoder().encode_e5(texts))
    print(f"{len(texts)} vectors, {seed.FILE.stat().st_size / 1e6:.1f} MB in {seed.FILE.name}")


if __name__ == "__main__":
    main()
