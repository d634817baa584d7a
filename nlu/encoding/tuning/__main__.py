"""`python -m nlu.encoding.tuning`: tunes the encoder anew and writes `nlu/encoding/tuned.npz`; half an hour on two cores.

Afterwards run `python -m nlu.encoding` and `./run train`.
"""

from __future__ import annotations

import numpy as np

from nlu.encoding.model_file import parse
from nlu.encoding.tuned import FILE, packaged
from nlu.encoding.tuning.examples import examples
from nlu.encoding.tuning.network import Network
from nlu.encoding.tuning.tokens import Pieces
from nlu.encoding.tuning.training import Tuning

# How far the biases and norms go from the published ones to the learnt ones: between the two, an encoder keeps more of
# what it knew (WiSE-FT, Wortsman and others, 2022).
WAY = 0.5


def main() -> None:
    """Tunes and writes the file."""
    model = parse(packaged().read_bytes())
    network = Network(model)
    Tuning(network, Pieces(model), examples()).run()
    between = {name: model.numbers(name) + WAY * (tensor.numpy() - model.numbers(name)) for name, tensor in network.learnt.items()}
    np.savez_compressed(FILE, **{name: numbers.astype(np.float32) for name, numbers in between.items()})
    print(f"{FILE.name}: {sum(map(np.size, between.values()))} numbers, {FILE.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
