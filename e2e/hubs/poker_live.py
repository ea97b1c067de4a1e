"""The WebSocket of hub 004 §1: who hears of hands, the one heartbeat, and the queue."""

import asyncio
import contextlib
import json
import uuid
from datetime import datetime, timezone

from fastapi import WebSocket, WebSocketDisconnect
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


def now():
    """§1: UTC without saying so."""
    return datetime.now(timezone.utc).replace(tzinfo=None).isoformat()


def dump(message):
    """As pydantic writes it."""
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False)


class Live:
    """Who is connected, and what is sent to them."""

    def __init__(self, heartbeat_s):
        self._heartbeat_s = int(heartbeat_s) if float(heartbeat_s).is_integer() else heartbeat_s
        self._active = {}  # client_id -> WebSocket, of those who hear of hands
        self._open = {}  # number from 1 -> (client_id, client_name, WebSocket), of all who are connected
        self._queue = asyncio.Queue()
        self._heartbeat = None
        self._worker = None
        self._beats = True
        self.opened = 0
        self.frames = []  # {"socket", "text" or "binary_hex"}: what clients sent
        self.announced = []  # texts that reached somebody

    def stats(self):
        """GET /ws/stats."""
        return {
            "active_connections": len(self._active),
            "heartbeat_interval": self._heartbeat_s,
            "heartbeat_active": _runs(self._heartbeat),
            "broadcast_worker_active": _runs(self._worker),
            "queue_size": self._queue.qsize(),
        }

    def list(self):
        """Open connections, also those that hear nothing any more."""
        return [
            {"socket": number, "client_id": key, "client_name": name, "subscribed": key in self._active}
            for number, (key, name, _) in self._open.items()
        ]

    async def talk(self, websocket: WebSocket, client_name: str | None = None):
        """One connection. Neither a token nor an Origin is asked for."""
        await websocket.accept()
        self.opened += 1
        number, client_id = self.opened, str(uuid.uuid4())
        self._open[number] = (client_id, client_name, websocket)
        try:
            await self._connect(client_id, websocket)
            await self._listen(number, websocket)
        finally:
            del self._open[number]

    async def _connect(self, client_id, websocket):
        """§1: an entry whose ack fails stays for ever, and the heartbeat starts only for the first one."""
        self._active[client_id] = websocket
        await websocket.send_text(dump({"type": "connection_ack", "client_id": client_id, "timestamp": now()}))
        if len(self._active) == 1:
            self._start_heartbeat()
        if not _runs(self._worker):
            self._worker = asyncio.create_task(self._pour())

    async def _listen(self, number, websocket):
        """Nothing is answered. A binary frame has no text: the subscription ends, the socket stays open (§1)."""
        client_id = self._open[number][0]
        try:
            while True:
                message = await websocket.receive()
                if message["type"] == "websocket.disconnect":
                    return
                binary = message.get("bytes")
                seen = {"text": message.get("text")} if binary is None else {"binary_hex": binary.hex()}
                self.frames.append({"socket": number, **seen})
                if binary is not None:
                    self._disconnect(client_id)
        finally:
            self._disconnect(client_id)

    def _disconnect(self, client_id):
        if self._active.pop(client_id, None) and not self._active:
            for task in (self._heartbeat, self._worker):
                if task:
                    task.cancel()

    def _start_heartbeat(self):
        if self._beats and not _runs(self._heartbeat):
            self._heartbeat = asyncio.create_task(self._beat())

    async def _beat(self):
        """One clock, which the first connection started."""
        while True:
            await asyncio.sleep(self._heartbeat_s)
            await self.broadcast(dump({"type": "heartbeat", "timestamp": now()}))

    async def _pour(self):
        """What was queued while nobody was there goes to the first one who comes."""
        while True:
            text = await self._queue.get()
            # As in broadcast; the worker goes on.
            with contextlib.suppress(RuntimeError):
                await self.broadcast(text)

    async def broadcast(self, payload):
        """Over the live dict: who comes or goes meanwhile ends it with a RuntimeError, who does not read stops it."""
        if self._active:
            self.announced.append(payload)
        for websocket in self._active.values():
            # Who is gone is taken out by its own task.
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                if isinstance(payload, str):
                    await websocket.send_text(payload)
                else:
                    await websocket.send_bytes(payload)
        return len(self._active)

    def queue(self, text):
        """The watcher's way."""
        self._queue.put_nowait(text)

    def set_heartbeat(self, on):
        """Off: the task is dead and no connection starts it again (§1)."""
        self._beats = on
        if on and self._active:
            self._start_heartbeat()
        elif not on and self._heartbeat:
            self._heartbeat.cancel()

    async def close(self, code, reason, connections):
        """All sockets; 1006 cuts `connections`, uvicorn's own."""
        sockets = [websocket for _, _, websocket in self._open.values()]
        if code == 1006:
            for one in connections:
                if isinstance(one, WebSocketsSansIOProtocol):
                    one.transport.abort()
        else:
            for websocket in sockets:
                with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                    await websocket.close(code, reason)
        return len(sockets)


def _runs(task):
    return task is not None and not task.done() and not task.cancelling()
