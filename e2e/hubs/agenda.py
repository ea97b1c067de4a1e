"""FastAPI servers and a WebSocket written to docs/hubs/001-raft-agenda.md, oddities included.

usage: agenda.py --port N --agenda-port N --ws-port N [--election-s S] [--hang-s S] [--sessions FOLDER] [--variant-b]

The coordinator is on --port, the back end on --agenda-port and its WebSocket on --ws-port; the nodes are simulated.
Below /_control/ of --port stands what the tests need to make it misbehave (agenda_control.py, agenda_notify.py,
fastapi_hub.py); the hub has nothing of the kind. Left out: the nodes' own REST (§3)
and, of variant B (§7), all but its back end.
"""

import argparse
import asyncio

import fastapi_hub
from agenda_backend import Backend, Sessions
from agenda_control import Controls
from agenda_coordinator import Coordinator
from agenda_raft import Cluster
from agenda_socket import Sockets
from agenda_store import Store, seed
from agenda_variant import VariantB
from fastapi_hub import Faults, Log, Outermost

NO_MAJORITY = "No se pudo replicar el evento en la mayoría de nodos"


async def run(options):
    """All three in one loop."""
    cluster = Cluster(options.election_s, options.hang_s)
    sockets = Sockets(options.ws_port)
    store = Store(sockets.tell)
    seed(store)
    sessions = Sessions(options.sessions)
    backend = (VariantB if options.variant_b else Backend)(store, sessions)
    servers = {"coordinator": (Log(), Faults(NO_MAJORITY)), "agenda": (Log(), Faults("Error interno"))}
    controls = Controls(cluster, store, sessions, sockets, backend, servers).routes()
    (coordinator_log, coordinator_faults), (agenda_log, agenda_faults) = servers.values()
    agenda = Outermost(backend.app(agenda_faults), agenda_log)
    coordinator = Outermost(Coordinator(cluster).app(coordinator_faults), coordinator_log, controls)
    await sockets.set_up(True)
    await fastapi_hub.serve(
        fastapi_hub.server(agenda, options.agenda_port), fastapi_hub.server(coordinator, options.port)
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--agenda-port", type=int, required=True)
    parser.add_argument("--ws-port", type=int, required=True)
    parser.add_argument("--election-s", type=float, default=1.5, help="without a leader (§5.2)")
    parser.add_argument("--hang-s", type=float, default=3, help="how long a call to a hung node takes (§5.2)")
    parser.add_argument("--sessions", help="a folder where tokens survive a restart (§4.1)")
    parser.add_argument("--variant-b", action="store_true", help="the back end of §7")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
