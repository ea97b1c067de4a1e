"""/_control/: how tests make the portal misbehave. Every answer is JSON."""

import random
import socket
import threading
import time

from engineio import socket as engine_socket
from flask import jsonify, request


class Faults:
    """What is wrong at the moment."""

    def __init__(self):
        self.deaf = set()  # Engine.IO sids that hear nothing more, not even pings
        self.delay_s = 0.0
        self.fail = {}  # path -> (HTTP status, how many more times)
        self.requests = []  # "METHOD path?query" of what clients asked, in order


def add(portal):
    """Add the routes and the faults to a portal. Long, since a route is a nested function."""
    faults = Faults()
    _mute_the_deaf(faults)
    app, route = portal.app, portal.app.route

    @app.before_request
    def misbehave():
        if request.path.startswith("/_control/") or request.method == "OPTIONS":
            return None
        query = request.query_string.decode()
        faults.requests.append(f"{request.method} {request.path}" + (f"?{query}" if query else ""))
        if faults.delay_s:
            portal.socketio.sleep(faults.delay_s)
        status, left = faults.fail.get(request.path, (0, 0))
        if left <= 0:
            return None
        faults.fail[request.path] = (status, left - 1)
        return jsonify(error=f"made to fail with {status}"), status

    @route("/_control/burst", methods=["POST"])
    def burst():
        # {"count": N, "apart_s": 0, "shuffle": false}: shuffled frames overtake each other, as in threading mode
        # (hub 002 §2.3); apart_s keeps two of them out of one millisecond.
        wish = request.get_json()
        kinds = ["info", "warning", "error", "success"]
        made = []
        for at in range(wish["count"]):
            time.sleep(wish.get("apart_s", 0))
            text = f"Mensaje {at + 1} de {wish['count']}"
            made.append(portal.notifications.create(kinds[at % 4], f"Ráfaga {at + 1}", text))
        if wish.get("shuffle"):
            random.Random(2).shuffle(made)
        for notification, unread in made:
            portal.tell(notification, unread)
        return jsonify(ids=[notification["id"] for notification, _ in made])

    @route("/_control/raw", methods=["POST"])
    def raw():
        # {"notification": anything, "silent": false}: kept and sent as it is; silent ones are only in the lists.
        wish = request.get_json()
        notification = wish["notification"]
        unread = portal.notifications.keep(notification) if isinstance(notification, dict) else 0
        if not wish.get("silent"):
            portal.tell(notification, unread)
        return jsonify(unread_count=unread)

    @route("/_control/frame", methods=["POST"])
    def frame():
        # {"event": "name", "args": [...]}: any event at all.
        wish = request.get_json()
        portal.socketio.emit(wish["event"], tuple(wish["args"]), to="general")
        return jsonify(sent=wish["event"])

    @route("/_control/dataset", methods=["POST"])
    def dataset():
        # {"id", "status", "http_code", "error"}: what the next check will find.
        wish = request.get_json()
        known = portal.datasets.plan(wish["id"], wish["status"], wish.get("http_code"), wish.get("error"))
        return (jsonify(planned=wish["id"]), 200) if known else (jsonify(error="no such data set"), 404)

    @route("/_control/deaf", methods=["POST"])
    def deaf():
        # Sockets that are open now stay open and hear nothing more (hub 002 §4).
        faults.deaf.update(portal.socketio.server.eio.sockets)
        return jsonify(deaf=len(faults.deaf))

    @route("/_control/tick", methods=["POST"])
    def tick():
        # The scheduler's tick from a native thread: under eventlet this is what leaves sockets deaf.
        done = threading.Thread(target=portal.check)
        done.start()
        return jsonify(started=True)

    @route("/_control/forget", methods=["POST"])
    def forget():
        # As a restart that no client noticed: nobody is notified.
        portal.notifications.clear()
        return jsonify(forgotten=True)

    @route("/_control/drop", methods=["POST"])
    def drop():
        # Every connection of a client ends without a close frame.
        dropped = 0
        for one in list(portal.socketio.server.eio.sockets.values()):
            dropped += _cut(one)
        return jsonify(dropped=dropped)

    @route("/_control/faults", methods=["POST"])
    def set_faults():
        # {"delay_s": 0.5} every answer waits; {"fail": {"/status": [500, 3]}} the next three fail.
        wish = request.get_json()
        faults.delay_s = wish.get("delay_s", 0.0)
        faults.fail = {path: tuple(rule) for path, rule in wish.get("fail", {}).items()}
        return jsonify(delay_s=faults.delay_s, fail=faults.fail)

    @route("/_control/state")
    def state():
        return jsonify(
            clients=len(portal.clients),
            events=portal.events,
            requests=faults.requests,
            notifications=portal.notifications.newest(0),
            now=time.time(),
        )


def _mute_the_deaf(faults):
    """Drop every packet for a deaf socket before it is queued; remember the WebSockets, to cut them."""
    send, handler = engine_socket.Socket.send, engine_socket.Socket._websocket_handler

    def deaf_send(self, packet):
        if self.sid not in faults.deaf:
            send(self, packet)

    def remembering_handler(self, ws):
        self.tests_websocket = ws
        return handler(self, ws)

    engine_socket.Socket.send = deaf_send
    engine_socket.Socket._websocket_handler = remembering_handler


def _cut(one):
    """Shut an Engine.IO socket's TCP connection below the protocol; 1 when it had one."""
    found = getattr(one, "tests_websocket", None)
    # Each mode wraps the connection in its own layers.
    while found is not None and not hasattr(found, "shutdown"):
        inner = [getattr(found, name, None) for name in ("sock", "socket", "_sock", "ws")]
        found = next((it for it in inner if it is not None and it is not found), None)
    if found is None:
        return 0
    try:
        found.shutdown(socket.SHUT_RDWR)
    except OSError:
        return 0
    return 1
