"""`python -m nlu.encoding`: writes the vectors that come with the repository anew, for all our own texts."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable

import yaml

from knowledge.store import open_store
from nlu.components.spelling_mender import mend
from nlu.encoding import seed
from nlu.encoding.encoder import E5_MODEL, prepare, shared_encoder

TRAINING = Path(__file__).resolve().parent.parent / "training"


def own_texts() -> Iterable[str]:
    """Every training example, as it is mended, and every question of an `answer` record."""
    for path in sorted(TRAINING.glob("*/*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            yield from (mend(line.strip()[2:].strip()) for line in block["examples"].splitlines() if line.strip().startswith("- "))
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
