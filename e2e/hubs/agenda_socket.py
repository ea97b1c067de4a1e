"""The WebSocket of hub 001 §4.3: a client names a user and hears what that user hears. No token, Origin or replay."""

import json

from sockets import close
from websockets.asyncio.server import broadcast, serve
from websockets.exceptions import ConnectionClosed


class Sockets:
    """Who listens as whom."""

    def __init__(self, port):
        self._port = port
        self._server = None
        self._users = {}  # user_id as it came -> connections; a string is another key than the number
        self._numbers = {}  # open connection -> its number, from 1
        self.opened = 0
        self.frames = []  # {"socket", "text" or "binary_hex"}: what clients sent

    @property
    def is_up(self):
        """Whether anybody can connect."""
        return self._server is not None

    async def set_up(self, up):
        """Start; or end as SIGKILL ends it: every connection closes with 1006, later ones are refused (§4.3)."""
        if up and not self._server:
            self._server = await serve(self._talk, "127.0.0.1", self._port)
        elif self._server and not up:
            server, self._server = self._server, None
            server.close(close_connections=False)
            for one in server.all_connections:
                one.transport.abort()
            await server.wait_closed()

    def list(self):
        """Open connections: number, user and path."""
        who = {socket: user_id for user_id, sockets in self._users.items() for socket in sockets}
        return [
            {"socket": number, "user_id": who.get(socket), "path": socket.request.path}
            for socket, number in self._numbers.items()
        ]

    def tell(self, user_id, frame):
        """A notification, to every socket of a user; with none open it is lost."""
        return self.send(json.dumps(frame), user_id)

    def _of(self, user_id):
        """A user's sockets, or all."""
        return list(self._users.get(user_id, ()) if user_id is not None else self._numbers)

    def send(self, payload, user_id=None):
        """Any text or bytes to a user's sockets, or to all; how many there were."""
        sockets = self._of(user_id)
        broadcast(sockets, payload)
        return len(sockets)

    async def close(self, code, reason="", user_id=None):
        """Close a user's sockets, or all; 1006 cuts the connection."""
        return await close(self._of(user_id), code, reason)

    async def _talk(self, socket):
        self.opened += 1
        self._numbers[socket] = self.opened
        try:
            await self._listen(socket)
        except ConnectionClosed:
            pass
        finally:
            for sockets in self._users.values():
                sockets.discard(socket)
            del self._numbers[socket]

    async def _listen(self, socket):
        """What is no JSON object at first raises: 1011. Without a user it returns: 1000."""
        first = json.loads(self._keep(socket, await socket.recv()))
        if first.get("type") == "auth":
            user_id = first.get("user_id")
            if not user_id:
                return
            self._users.setdefault(user_id, set()).add(socket)
            await socket.send(json.dumps({"type": "auth_success", "message": "Conexión WebSocket establecida"}))
        async for frame in socket:
            self._keep(socket, frame)
            if first.get("type") == "auth" and _kind(frame) == "ping":
                await socket.send(json.dumps({"type": "pong"}))

    def _keep(self, socket, frame):
        seen = {"text": frame} if isinstance(frame, str) else {"binary_hex": frame.hex()}
        self.frames.append({"socket": self._numbers[socket], **seen})
        return frame


def _kind(frame):
    """What no JSON is: not captured, here ignored."""
    try:
        message = json.loads(frame)
    except ValueError:
        return None
    return message.get("type") if isinstance(message, dict) else None
