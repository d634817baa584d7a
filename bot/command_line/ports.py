"""Which TCP ports are free."""

from __future__ import annotations

import errno
import socket
from typing import Optional

from bot.command_line.words import word
from bot.settings import MAX_PORT, Settings


def trouble(settings: Settings) -> Optional[str]:
    """Why the assistant cannot listen on its two ports, with what to do; None when it can."""
    for host, port in ((settings.host, settings.port), ("127.0.0.1", settings.actions_port)):
        reason = _refused(host, port)
        if reason == errno.EADDRINUSE:
            return word("port_taken", port=port, other=another(settings.port))
        if reason in (errno.EACCES, errno.EPERM):
            return word("port_forbidden", port=port, other=another(max(settings.port, 5005)))
        if reason is not None:
            return word("host_unknown", host=host)
    return None


def another(port: int) -> int:
    """A port to propose: both it and the one that follows it for the answer server are free."""
    for candidate in range(port + 100, MAX_PORT - 50, 100):
        if _refused("127.0.0.1", candidate) is None and _refused("127.0.0.1", candidate + 50) is None:
            return candidate
    return free()


def free() -> int:
    """Any free port whose companion, 50 above, is free too."""
    while True:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        if port + 50 <= MAX_PORT and _refused("127.0.0.1", port + 50) is None:
            return port


def _refused(host: str, port: int) -> Optional[int]:
    """The system's error number when a server could not listen there; 0 when the host is not known."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            # As the servers do: a connection that has just closed does not block the port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except socket.gaierror:
        return 0
    except OSError as error:
        return error.errno or 0
    return None
