"""A channel inside a Sanic server on loopback, registered as Rasa registers it."""

from __future__ import annotations

import contextlib
import socket
from typing import Any, AsyncIterator, Optional
from urllib.parse import urljoin

from rasa.core.channels.channel import InputChannel
from sanic import Sanic
from sanic.response import text


@contextlib.asynccontextmanager
async def serving(
    channel: InputChannel, handler: Any, agent: Any = None, listening: Optional[socket.socket] = None
) -> AsyncIterator[str]:
    """A running server; its address. `handler` gets the messages; `listening`: a socket to serve on."""
    app = Sanic(f"{channel.name()}-{id(channel)}", configure_logging=False)
    # Rasa has routes of its own; Sanic does not start without any.
    app.add_route(lambda request: text("Rasa's own greeting"), "/", methods=["GET", "HEAD"])
    app.blueprint(channel.blueprint(handler), url_prefix=urljoin("/webhooks/", channel.url_prefix()))
    app.ctx.agent = agent
    # Sanic takes port 0 for its default one, so the free port is found here.
    listening = listening or socket.create_server(("127.0.0.1", 0))
    server = await app.create_server(sock=listening, return_asyncio_server=True)
    # `create_server` leaves this to its caller; without it no task can be added.
    app.is_running = True
    await server.startup()
    await server.before_start()
    await server.start_serving()
    await server.after_start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        for task in app.tasks:
            task.cancel()
        await server.before_stop()
        server.close()
        await server.wait_closed()
        await server.after_stop()
        Sanic._app_registry.pop(app.name, None)
