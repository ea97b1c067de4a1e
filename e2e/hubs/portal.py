"""A Flask-SocketIO server written to docs/hubs/002-open-data-portal.md, oddities included.

usage: portal.py --port N [--mode threading|eventlet] [--ping-interval S] [--ping-timeout S] [--no-cors]

Below /_control/ stands what the tests need to make it misbehave (portal_control.py); the hub has nothing of the kind.
"""

import argparse
from datetime import datetime, timezone

from flask import Flask, jsonify, request
from flask_cors import CORS
from flask_socketio import SocketIO, emit, join_room, leave_room

import portal_control
from portal_datasets import DataSets
from portal_notifications import Notifications


class Portal:
    """The hub: what it remembers and whom it tells."""

    def __init__(self, options):
        self.options = options
        self.app = Flask(__name__, static_folder=None)
        # None: only the origin that the server itself has.
        origins = None if options.no_cors else "*"
        self.socketio = SocketIO(
            self.app,
            async_mode=options.mode,
            cors_allowed_origins=origins,
            ping_interval=options.ping_interval,
            ping_timeout=options.ping_timeout,
        )
        if not options.no_cors:
            CORS(self.app)
        self.notifications = Notifications()
        self.datasets = DataSets()
        self.clients = {}
        self.events = []  # names of the events that clients sent, for the tests
        self._listen()
        self._answer_notifications()
        self._answer_datasets()
        self._answer_operators()
        portal_control.add(self)
        text = f"El servidor se ha iniciado correctamente en 127.0.0.1:{options.port}"
        self.notifications.create("success", "Sistema Iniciado", text)

    def notify(self, kind, title, message, data=None):
        """Make a notification and tell everybody."""
        notification, unread = self.notifications.create(kind, title, message, data)
        self.tell(notification, unread)
        return notification

    def tell(self, notification, unread):
        """§2.2 new_notification."""
        frame = {"notification": notification, "unread_count": unread}
        self.socketio.emit("new_notification", frame, to="general")

    def check(self):
        """What the scheduler does every 300 s and POST /check at once."""
        for kind, title, message, data in self.datasets.check():
            self.notify(kind, title, message, data)

    def _listing(self, limit):
        return {"notifications": self.notifications.newest(limit), "unread_count": self.notifications.unread()}

    def _listen(self):
        on = self.socketio.on

        @on("connect")
        def connect(_auth=None):
            # Emitted inside the handler: both frames leave before the CONNECT answer (§1.1).
            self.clients[request.sid] = request.headers.get("User-Agent")
            join_room("general")
            join_room("datasets")
            emit("recent_notifications", self._listing(10))
            emit(
                "initial_stats",
                {
                    "connected_clients": len(self.clients),
                    "system_status": "healthy",
                    "last_update": str(datetime.now()),
                },
            )

        @on("disconnect")
        def disconnect(*_reason):
            self.clients.pop(request.sid, None)

        # §2.1: exactly this arity. What does not fit raises, and then nothing comes back, not even an ack.
        @on("ping")
        def ping():
            self.events.append("ping")
            emit("pong", {"timestamp": str(datetime.now())})

        @on("get_notifications")
        def get_notifications(data):
            self.events.append("get_notifications")
            emit("notifications_list", self._listing(int(data.get("limit", 50))))

        @on("mark_notification_read")
        def mark_notification_read(data):
            self.events.append("mark_notification_read")
            identity = data.get("notification_id")
            if not identity:
                return
            success = self.notifications.read(identity)
            unread = self.notifications.unread()
            # Only the sender hears of it.
            frame = {"notification_id": identity, "success": success, "unread_count": unread}
            emit("notification_marked_read", frame)

        @on("clear_notifications")
        def clear_notifications():
            self.events.append("clear_notifications")
            self.notifications.clear()
            self.socketio.emit("notifications_cleared", to="general")

        @on("join_room")
        def join(data):
            join_room(data["room"])

        @on("leave_room")
        def leave(data):
            leave_room(data["room"])

    def _answer_notifications(self):
        route = self.app.route

        @route("/api/notifications")
        def api_notifications():
            listing = self._listing(request.args.get("limit", 50, type=int))
            return jsonify(total=len(listing["notifications"]), **listing)

        @route("/api/notifications/<identity>/read", methods=["POST"])
        def api_read(identity):
            if not self.notifications.read(identity):
                return jsonify(error="Notification not found"), 404
            unread = self.notifications.unread()
            frame = {"notification_id": identity, "unread_count": unread}
            self.socketio.emit("notification_marked_read", frame, to="general")
            return jsonify(success=True, unread_count=unread)

        @route("/api/notifications/clear", methods=["POST"])
        def api_clear():
            self.notifications.clear()
            self.socketio.emit("notifications_cleared", to="general")
            return jsonify(success=True, message="All notifications cleared")

        @route("/api/notifications/test", methods=["POST"])
        def api_test():
            wish = request.get_json(silent=True)
            if not isinstance(wish, dict):
                return jsonify(error="Failed to create test notification"), 500
            text = "Esta es una notificación de prueba del sistema"
            # Nothing is validated: null, numbers and markup go out unchanged (§2.3).
            made = self.notify(
                wish.get("type", "info"),
                wish.get("title", "Notificación de prueba"),
                wish.get("message", text),
                {"test": True, "created_via": "api"},
            )
            return jsonify(success=True, notification=made)

        @route("/api/websockets/status")
        def api_websockets():
            info = {
                sid: {"connected_at": None, "rooms": ["general", "datasets"], "user_agent": agent}
                for sid, agent in list(self.clients.items())
            }
            return jsonify(websocket_enabled=True, connected_clients=len(info), clients_info=info)

    def _answer_datasets(self):
        route, datasets = self.app.route, self.datasets

        @route("/status")
        def status():
            return jsonify(datasets.cached("status", datasets.status))

        @route("/datasets")
        def all_datasets():
            return jsonify(datasets.cached("datasets", lambda: datasets.datasets(request.args.get("category"))))

        @route("/datasets/<identity>/history")
        def history(identity):
            hours = request.args.get("hours", "24")
            if not hours.isdigit():
                return jsonify(error="Invalid hours parameter"), 400
            rows = datasets.history(identity)
            if not rows:
                return jsonify(error="Dataset not found or no history available"), 404
            return jsonify(count=len(rows), dataset_id=identity, history=rows, hours=int(hours))

        @route("/stats")
        def stats():
            return jsonify(datasets.cached("stats", lambda: datasets.stats(24)))

        @route("/categories")
        def categories():
            return jsonify(datasets.cached("categories", datasets.categories))

        @route("/check", methods=["POST"])
        def check():
            self.check()
            now = datetime.now(timezone.utc).isoformat()
            return jsonify(message="Check forced successfully", timestamp=now)

    def _answer_operators(self):
        route, datasets = self.app.route, self.datasets

        @route("/health")
        def health():
            return jsonify(
                cache_stats=datasets.cache_stats(),
                database="connected",
                status="healthy",
                timestamp=datetime.now(timezone.utc).isoformat(),
                version="2.0.0",
            )

        @route("/admin/cache", methods=["DELETE"])
        def empty_cache():
            datasets.empty_cache()
            return jsonify(message="Cache cleared successfully")

        @route("/admin/cache/stats")
        def cache_stats():
            return jsonify(datasets.cache_stats())

        @route("/admin/scheduler")
        def scheduler():
            return jsonify(check_interval=300, database_stats={}, monitor_running=True, running=True)

        @route("/", defaults={"path": ""})
        @route("/<path:path>")
        def page(path):
            return jsonify(error="Endpoint not found"), 404


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--mode", choices=["threading", "eventlet"], default="threading")
    parser.add_argument("--ping-interval", type=float, default=25)
    parser.add_argument("--ping-timeout", type=float, default=20)
    parser.add_argument("--no-cors", action="store_true")
    options = parser.parse_args()
    portal = Portal(options)
    extra = {"allow_unsafe_werkzeug": True} if options.mode == "threading" else {}
    portal.socketio.run(portal.app, host="127.0.0.1", port=options.port, **extra)


if __name__ == "__main__":
    main()
