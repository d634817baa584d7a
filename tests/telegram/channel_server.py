"""The channel inside a Sanic server on loopback, as Rasa runs it."""

from __future__ import annotations

import contextlib
import socket
from typing import Any, AsyncIterator, Optional

from sanic import Sanic
from sanic.response import empty

from bot.channels.telegram.channel import TelegramChannel


@contextlib.asynccontextmanager
async def serving(channel: TelegramChannel, handler: Any, listening: Optional[socket.socket] = None) -> AsyncIterator[str]:
    """A server with the channel registered as Rasa registers it; its address. `listening`: a socket to serve on."""
    app = Sanic(f"telegram-{id(channel)}", configure_logging=False)
    # Rasa has routes of its own; Sanic does not start without any.
    app.add_route(lambda request: empty(), "/")
    app.blueprint(channel.blueprint(handler), url_prefix="/webhooks/telegram")
    # Sanic takes port 0 for its default one, so the free port is found here.
    listening = listening or socket.create_server(("127.0.0.1", 0))
    server = await app.create_server(sock=listening, return_asyncio_server=True)
    await server.startup()
    await server.before_start()
    await server.start_serving()
    await server.after_start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        await server.before_stop()
        server.close()
        await server.wait_closed()
        await server.after_stop()
        Sanic._app_registry.pop(app.name, None)
