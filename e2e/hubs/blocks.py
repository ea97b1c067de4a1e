"""A Django server written to docs/hubs/000-block-storage.md, oddities included.

usage: blocks.py --port N [--oneproc] [--nodes 50,70,100] [--timeout S] [--tick S] [--recv-timeout S]

Below /_control/ stands what the tests need to make it misbehave (blocks_control.py, django_hub.py); the hub has
nothing of the kind.
"""

import argparse
import json
import time

import django_hub
from blocks_control import Controls, Listings
from blocks_coordinator import Coordinator, Refusal
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

# What the faults answer: §1, §3.
BODIES = {
    "500": {"error": "No se pudo conectar al coordinador en 127.0.0.1"},
    "hang": {"error": "timed out"},
    "late500": {"error": "Respuesta inválida del coordinador"},
    "error200": {"error": "Respuesta inválida del coordinador"},
    "shape": {"type": "NODE_DISCONNECTED", "node_id": "nodo3", "address": "127.0.0.1", "port": 21108},
}
PAGE = '<!DOCTYPE html><html lang="es"><meta charset="utf-8"><title>SADTF v1.0</title><h1>SADTF v1.0</h1></html>'


class Blocks:
    """The web server: it knows nothing itself, each call asks the coordinator."""

    def __init__(self, coordinator, listings):
        self._coordinator = coordinator
        self._listings = listings

    def routes(self):
        """§2. A wrong method on a path that is not exempt meets CSRF first: 403 HTML (§1)."""
        read = [
            ("get-coordinator-host/", self.host),
            ("nodes/", self.nodes),
            ("files/", self.files),
            ("blocks/", self.blocks),
            ("files/download/", self.download),
            ("files/info/", self.info),
        ]
        write = [("files/upload/", self.upload), ("files/delete/", self.delete), ("cleanup/", self.cleanup)]
        return [
            path("", lambda _request: HttpResponse(PAGE)),
            path("api/events/", csrf_exempt(_asked_with("GET", self.events))),
            *(path(f"api/{at}", _asked_with("GET", view)) for at, view in read),
            *(path(f"api/{at}", csrf_exempt(_asked_with("POST", view))) for at, view in write),
        ]

    def _reached(self, fields):
        """The coordinator: whichever host the client names is asked (§1)."""
        return self._coordinator.reached(fields.get("coordinator_host"))

    def host(self, _request):
        """Answers whatever the coordinator does."""
        return JsonResponse({"coordinator_host": "127.0.0.1"})

    def events(self, request):
        """§4: always 200, and empty unless one process holds all."""
        try:
            since = float(request.GET.get("since", 0))
        except ValueError:
            since = 0.0
        # Strictly greater, written so that nan gives everything.
        found = [event for event in list(self._coordinator.events) if not event["timestamp"] <= since]
        return JsonResponse({"events": found, "count": len(found), "timestamp": time.time()})

    def nodes(self, request):
        """In the order of registration."""
        self._reached(request.GET)
        return JsonResponse({"nodes": self._listings.of("nodes")})

    def files(self, request):
        """In the order of upload."""
        self._reached(request.GET)
        return JsonResponse({"files": self._listings.of("files")})

    def blocks(self, request):
        """All rows, at each poll."""
        table = self._reached(request.GET).table()
        return JsonResponse({"table": {**table, "blocks": self._listings.of("blocks")}})

    def upload(self, request):
        """Multipart `file`."""
        if "file" not in request.FILES:
            raise Refusal("No se proporcionó archivo", 400)
        file = request.FILES["file"]
        file_id = self._reached(request.POST).upload(file.name, file.read())
        return JsonResponse({"success": True, "message": "Archivo subido exitosamente", "file_id": file_id})

    def download(self, request):
        """Content-Disposition carries the name as Latin-1 (§2); Django does so by itself."""
        file, content = self._reached(request.GET).content(_file_id(request.GET))
        response = HttpResponse(content, content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="{file["filename"]}"'
        return response

    def delete(self, request):
        """JSON body."""
        try:
            wish = json.loads(request.body)
        except ValueError:
            wish = None
        if not isinstance(wish, dict):
            raise Refusal("Datos inválidos", 400)
        file_id = _file_id(wish)
        self._reached(wish).delete(file_id)
        return JsonResponse({"success": True, "message": "Archivo eliminado exitosamente"})

    def info(self, request):
        """The rows have no node_id (§2)."""
        file_id = _file_id(request.GET)
        refusal = "Error obteniendo información del archivo"
        file, blocks = self._reached(request.GET).blocks_of(file_id, refusal)
        return JsonResponse({"file": file, "blocks": blocks})

    def cleanup(self, request):
        """The host stands in the query though it is a POST."""
        details = self._reached(request.GET).cleanup()
        return JsonResponse({"success": True, "message": details["message"], "details": details})


def _file_id(fields):
    file_id = fields.get("file_id")
    if not file_id:
        raise Refusal("No se proporcionó file_id", 400)
    return file_id


def _asked_with(method, view):
    """405 for another method (§1); what the coordinator refuses is a JSON error."""

    def answer(request):
        try:
            return view(request)
        except Refusal as refusal:
            return JsonResponse({"error": str(refusal)}, status=refusal.status)

    return require_http_methods([method])(answer)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--nodes", default="50,70,100", help="blocks of nodo1, nodo2, ...; empty for none")
    # The hub's own timers (§5, §1).
    parser.add_argument("--timeout", type=float, default=30, help="silence after which a node is not listed")
    parser.add_argument("--tick", type=float, default=10, help="between two looks of the monitor")
    parser.add_argument("--recv-timeout", type=float, default=5, help="how long a call waits for an answer")
    parser.add_argument("--oneproc", action="store_true")
    options = parser.parse_args()
    sizes = [int(blocks) for blocks in options.nodes.split(",") if blocks]
    coordinator = Coordinator(sizes, options.timeout, options.tick, options.recv_timeout, options.oneproc)
    listings = Listings(coordinator)
    django_hub.configure()
    django_hub.FAULTS.bodies = BODIES
    controls = Controls(coordinator, listings).routes()
    django_hub.serve(options.port, Blocks(coordinator, listings).routes(), controls)


if __name__ == "__main__":
    main()
