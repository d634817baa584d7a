"""Reading pages and feeds that others serve, without being led astray: bounded in time and size, public hosts only.

Used by the operator's commands, never while a person waits for an answer.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
import time
import zlib
from dataclasses import dataclass, field
from typing import Dict, Iterator, List, Optional
from urllib.parse import urljoin

import certifi
import httpx

USER_AGENT = "paris-ai-assistant/1 (+link and calendar check)"
MAX_REDIRECTS = 5


class Refused(Exception):
    """The address cannot or must not be read; the message says why, in plain words."""


@dataclass(frozen=True)
class Reading:
    """What came back: the last `status`, `headers` in lower case, and `body` when it was wanted and the status is 200."""

    status: int
    headers: Dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Limits:
    """What a reading may cost.

    `seconds` in all, `bytes` on the wire and `unpacked` bytes after decompression. `private` lets it reach this
    machine and its network, which only tests want; `plain` allows http besides https.
    """

    seconds: float = 20.0
    bytes: int = 5_000_000
    unpacked: int = 20_000_000
    private: bool = False
    plain: bool = False


def client() -> httpx.Client:
    """An HTTP client that checks certificates and follows no redirect by itself. Close it after use."""
    # Proxy variables are ignored on purpose: a proxy would resolve names after they were checked.
    context = ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE") or certifi.where())
    return httpx.Client(verify=context, trust_env=False, headers={"User-Agent": USER_AGENT})


def read(
    http: httpx.Client, url: str, method: str = "GET", headers: Optional[Dict[str, str]] = None, limits: Limits = Limits(),
) -> Reading:
    """Reads `url`, following redirects that lead to public hosts. Raises Refused."""
    deadline = time.monotonic() + limits.seconds
    for _ in range(MAX_REDIRECTS + 1):
        reading = _once(http, url, method, headers or {}, limits, deadline)
        target = reading.headers.get("location")
        if reading.status not in (301, 302, 303, 307, 308) or not target:
            return reading
        url = urljoin(url, target)
    raise Refused(f"more than {MAX_REDIRECTS} redirects")


def _once(http: httpx.Client, url: str, method: str, headers: Dict[str, str], limits: Limits, deadline: float) -> Reading:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        raise Refused("not an address") from None
    if not 0 < (parsed.port or 443) < 65536:
        raise Refused("not an address")
    if parsed.scheme != "https" and not (limits.plain and parsed.scheme == "http"):
        raise Refused(f"{parsed.scheme or 'no'} address: only https is read")
    response = _send(http, parsed, method, headers, limits, deadline)
    try:
        wanted = method == "GET" and response.status_code == 200
        body = b"".join(_unpacked(response, limits, deadline)) if wanted else b""
        return Reading(response.status_code, {key.lower(): value for key, value in response.headers.items()}, body)
    except httpx.TimeoutException:
        raise Refused("no answer in time") from None
    except httpx.HTTPError as error:
        raise Refused(f"the answer broke off ({type(error).__name__})") from None
    finally:
        response.close()


def _send(
    http: httpx.Client, url: httpx.URL, method: str, headers: Dict[str, str], limits: Limits, deadline: float,
) -> httpx.Response:
    sent = {"Accept-Encoding": "gzip", **headers, "Host": url.netloc.decode("ascii")}
    reason = "no connection"
    for address in _public_addresses(url, limits):
        # The address that was checked is the one connected to, so that a name cannot change its mind in between.
        request = http.build_request(
            method, url.copy_with(host=address), headers=sent,
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
            timeout=httpx.Timeout(max(0.1, min(10.0, deadline - time.monotonic()))),
        )
        try:
            return http.send(request, stream=True)
        except httpx.TimeoutException:
            reason = "no answer in time"
        except (httpx.HTTPError, OSError) as error:
            reason = f"no connection ({type(error).__name__})"
    raise Refused(reason)


def _public_addresses(url: httpx.URL, limits: Limits) -> List[str]:
    """At most two addresses of the host, IPv4 first since not every machine has IPv6. Raises Refused."""
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        entries = socket.getaddrinfo(url.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused("no such host") from None
    found = [entry[4][0] for entry in sorted(entries, key=lambda entry: entry[0] != socket.AF_INET)]
    if not limits.private and not all(_is_public(address) for address in found):
        raise Refused("leads to a private address")
    return found[:2]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global and not (mapped or ip).is_multicast


def _unpacked(response: httpx.Response, limits: Limits, deadline: float) -> Iterator[bytes]:
    """The body piece by piece, cut off at the limits. Raises Refused."""
    encoding = response.headers.get("content-encoding", "identity").lower()
    if encoding not in ("identity", "", "gzip", "x-gzip"):
        raise Refused(f"packed as {encoding!r}, which is not read")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in encoding else None
    received = unpacked = 0
    for piece in response.iter_raw():
        received += len(piece)
        if received > limits.bytes:
            raise Refused(f"larger than {limits.bytes // 1_000_000} MB")
        if time.monotonic() > deadline:
            raise Refused(f"not finished after {limits.seconds:.0f} s")
        if unpacker:
            try:
                piece = unpacker.decompress(piece, limits.unpacked - unpacked + 1)
            except zlib.error:
                raise Refused("not valid gzip") from None
        unpacked += len(piece)
        if unpacked > limits.unpacked:
            raise Refused(f"unpacks to more than {limits.unpacked // 1_000_000} MB")
        yield piece
    if unpacker and not unpacker.eof:
        raise Refused("the answer broke off (unfinished gzip)")
