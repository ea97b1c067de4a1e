"""A Django REST framework server and a WebSocket broker written to docs/hubs/003-desks.md, oddities included.

usage: desks.py --port N --ws-port N [--path /api/v1/desk] [--frames current|seed] [--ping-interval S]

Below /_control/ stands what the tests need to make it misbehave (desks_control.py, django_hub.py); the hub has
nothing of the kind.
"""

import argparse

import django_hub
from desks_broker import Broker, Producer
from desks_control import Controls
from desks_store import Desks

# Only with sessions do the answers vary by cookie (§1).
APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "rest_framework",
]
# What the faults answer, in the shapes of §1.
BODIES = {
    "500": {"error": "Error al obtener las mesas: 127.0.0.1:27017: [Errno 111] Connection refused"},
    "hang": {"error": "Error al obtener las mesas: timed out"},
    "late500": {"error": "Error al obtener las mesas: timed out"},
    "error200": {"error": "Error al obtener las mesas: timed out"},
    "shape": {"count": 5},
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--ws-port", type=int, required=True)
    parser.add_argument("--path", default="/api/v1/desk", help="/api/desk is what the seed document says")
    parser.add_argument("--frames", choices=["current", "seed"], default="current")
    parser.add_argument("--ping-interval", type=float, default=20, help="of the pings that no page sees (§2)")
    options = parser.parse_args()
    desks = Desks()
    broker = Broker(options.ws_port, options.frames == "seed", options.ping_interval)
    django_hub.configure(APPS, sessions=True)
    django_hub.FAULTS.bodies = BODIES
    # Imported here because Django REST framework reads the settings at once.
    from desks_views import routes

    controls = Controls(desks, broker).routes()
    django_hub.serve(options.port, routes(options.path, desks, Producer(options.ws_port)), controls)


if __name__ == "__main__":
    main()
