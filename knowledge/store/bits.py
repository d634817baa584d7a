"""Sets of row numbers as whole numbers, one bit a row: meeting and joining them takes microseconds for 100,000 rows."""

from __future__ import annotations

from typing import Iterable, Iterator

_IN_BYTE = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]


def pack(rows: Iterable[int]) -> bytes:
    """The set as bytes for the compiled file."""
    found = sorted(rows)
    packed = bytearray(found[-1] // 8 + 1 if found else 0)
    for row in found:
        packed[row >> 3] |= 1 << (row & 7)
    return bytes(packed)


def unpack(packed: bytes) -> int:
    """The set that `pack` wrote."""
    return int.from_bytes(packed, "little")


def rows_of(bits: int) -> Iterator[int]:
    """The rows of a set, lowest first."""
    for place, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        if byte:
            for bit in _IN_BYTE[byte]:
                yield 8 * place + bit
