"""The WebSocket broker of hub 003 §2, in a thread of its own, and the short connections by which Django tells it."""

import asyncio
import json
import threading
from datetime import datetime, timezone

from sockets import close
from websockets.asyncio.server import broadcast, serve
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

# How the control routes tell Django's own connections from those of clients; the broker's clients cannot.
PRODUCER = "desks-django"


def now():
    """§2: UTC, `Z`, no fraction when it is exactly 0."""
    return datetime.now(timezone.utc).replace(tzinfo=None).isoformat() + "Z"


def relayed(event):
    """The notification that a producer's message becomes; None for what the broker ignores. Nothing is checked."""
    action = str(event.get("type")).removeprefix("desk_")
    desk = event.get("desk", {})
    if event.get("type") not in ("desk_created", "desk_updated", "desk_deleted") or not isinstance(desk, dict):
        return None
    name, width, height = desk.get("name", "Sin nombre"), desk.get("width"), desk.get("height")
    message = {
        "created": f"🪑 Nueva mesa creada: {name} ({width}x{height}cm)",
        "updated": f"🔄 Mesa actualizada: {name} - {width}x{height}cm",
        "deleted": f"🗑️ Mesa eliminada: {name}",
    }[action]
    return {"type": "desk_notification", "action": action, "desk": desk, "message": message, "timestamp": now()}


class Broker:
    """A client that connects hears everything and can publish anything."""

    def __init__(self, port, unchanged, ping_interval):
        self._port = port
        self._unchanged = unchanged  # §4: relayed as it came
        self._ping_interval = ping_interval
        self._server = None
        self._clients = set()  # whom it remembers
        self._loop = asyncio.new_event_loop()
        self.muted = False
        self.delays = {}  # action -> seconds
        self.frames = []  # what clients sent; binary ones as {"binary_hex"}
        self.opened = 0  # connections of clients, ever
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.set_up(True)

    # From other threads.

    def _run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    @property
    def is_up(self):
        """Whether anybody can connect."""
        return self._server is not None

    def set_up(self, up):
        """Start; or end as SIGTERM ends it: no close frame, then connections are refused (§2)."""
        if up != self.is_up:
            self._run(self._start() if up else self._stop())

    def sockets(self):
        """Open connections of clients."""
        return len(self._run(self._open_clients()))

    def send(self, payload):
        """Any text or bytes to every open connection; how many there were."""
        return self._run(self._send(payload))

    def close(self, code, reason):
        """Close every connection; 1006 cuts it."""
        return self._run(self._close(code, reason))

    def mute(self, on):
        """§2, newer websockets: pongs, and broadcasts that reach nobody. Off: all open ones are remembered again."""
        self._run(self._mute(on))

    # In the broker's own thread.

    async def _start(self):
        self._server = await serve(
            self._talk, "127.0.0.1", self._port, ping_interval=self._ping_interval, ping_timeout=self._ping_interval
        )

    async def _stop(self):
        server, self._server = self._server, None
        server.close(close_connections=False)
        for one in server.all_connections:
            one.transport.abort()
        await server.wait_closed()

    async def _open_clients(self):
        connections = self._server.connections if self._server else ()
        return [one for one in connections if not _is_producer(one)]

    async def _send(self, payload):
        clients = await self._open_clients()
        broadcast(clients, payload)
        return len(clients)

    async def _close(self, code, reason):
        return await close(await self._open_clients(), code, reason)

    async def _mute(self, on):
        self.muted = on
        if not on:
            self._clients.update(await self._open_clients())

    async def _talk(self, socket):
        """One connection, from the welcome on; producers are counted like everybody else (§2)."""
        self._clients.add(socket)
        producer = _is_producer(socket)
        self.opened += not producer
        try:
            text = "Conectado al servidor de notificaciones de mesas"
            count = len(self._clients)
            welcome = {"type": "connection", "message": text, "timestamp": now(), "client_count": count}
            await socket.send(json.dumps(welcome))
            async for frame in socket:
                if not producer:
                    self.frames.append(frame if isinstance(frame, str) else {"binary_hex": frame.hex()})
                await self._hear(socket, frame)
        except WebSocketException:
            pass
        finally:
            self._clients.discard(socket)

    async def _hear(self, socket, frame):
        """§2: what it does not understand has no answer at all."""
        try:
            event = json.loads(frame) if isinstance(frame, str) else None
        except ValueError:
            return
        if not isinstance(event, dict):
            return
        if event.get("type") == "ping":
            await socket.send(json.dumps({"type": "pong", "timestamp": now()}))
            return
        notification = relayed(event)
        if notification is None:
            return
        text = frame if self._unchanged else json.dumps(notification)
        delay_s = self.delays.get(notification["action"], 0)
        if delay_s:
            self._loop.call_later(delay_s, self._broadcast, text)
        else:
            self._broadcast(text)

    def _broadcast(self, text):
        if self.muted:
            self._clients.clear()
        broadcast(self._clients, text)


def _is_producer(socket):
    return socket.request.headers.get("User-Agent") == PRODUCER


class Producer:
    """Django's side: a thread and a connection for each notification, so that order is not kept (§2)."""

    def __init__(self, port):
        self._url = f"ws://127.0.0.1:{port}/"

    def tell(self, action, desk):
        """The frame usually leaves before the HTTP answer; a broker that is down costs no time (§2)."""
        sent = threading.Event()
        threading.Thread(target=self._send, args=(action, desk, sent), daemon=True).start()
        sent.wait(0.1)

    def _send(self, action, desk, sent):
        # Whether the producer's own stamp has a zone is not captured.
        text = json.dumps({"type": f"desk_{action}", "desk": desk, "timestamp": now()})
        try:
            with connect(self._url, open_timeout=2, user_agent_header=PRODUCER, compression=None) as socket:
                socket.send(text)
                sent.set()
        except (OSError, WebSocketException):
            pass  # lost for good
        finally:
            sent.set()
