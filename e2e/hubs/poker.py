"""A FastAPI server written to docs/hubs/004-poker-hands.md, oddities included.

usage: poker.py --port N [--heartbeat S]

Below /_control/ stands what the tests need to make it misbehave (here and in fastapi_hub.py); the hub has nothing of
the kind. Left out: the watcher itself, whose parser's dates let no hand through (§1).
"""

import argparse
import asyncio
import json
import time

import fastapi_hub
import poker_mock
from fastapi_hub import Faults, Log, Outermost
from poker_live import Live, dump, now
from poker_rest import Rest


class Controls:
    """What the tests do to the hub."""

    def __init__(self, live, rest, log, faults):
        self._live = live
        self._rest = rest
        self._log = log
        self._faults = faults
        self.server = None  # uvicorn's, once it is made

    def routes(self):
        """Name -> function."""
        return {
            "state": self.state,
            "truth": self.truth,
            "fail": self._faults.fail,
            "slow": self._faults.slow,
            "rows": self._faults.rows,
            "hand": self.hand,
            "frame": self.frame,
            "close": self.close,
            "heartbeat": self.heartbeat,
            "queue": self.queue,
            "recent": self.recent,
        }

    def state(self, _wish):
        """Whatever a test wants to look at."""
        live = self._live
        return {
            "requests": self._log.requests,
            "writes": self._log.writes,
            "sockets": live.list(),
            "opened": live.opened,
            "frames": live.frames,
            "stats": live.stats(),
            "now": time.time(),
        }

    def truth(self, _wish):
        """By hand_id what a correct console shows that was always there: rows of /recent, and hands as announced."""
        listed = self._faults.shown("/api/v1/hands/recent", self._rest.shown())
        rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
        hands = {}
        for row in [*rows, *filter(None, map(_announced, self._live.announced))]:
            if row.get("hand_id") is not None:
                key = str(row["hand_id"])
                hands[key] = {**hands.get(key, {}), **row}
        return {"tables": {"hands": hands}}

    async def hand(self, wish):
        """{"hand_id", any field as given}: announced; lost with nobody connected (§1). {"without": [names]} drops."""
        message = _new_hand(wish)
        return {"notified": await self._live.broadcast(dump(message)), "hand": message}

    async def frame(self, wish):
        """{"text"} or {"binary_hex"} to all who hear of hands."""
        payload = wish["text"] if "text" in wish else bytes.fromhex(wish["binary_hex"])
        return {"sockets": await self._live.broadcast(payload)}

    async def close(self, wish):
        """{"code", "reason"?}: all sockets; 1006 cuts the connection."""
        connections = list(self.server.server_state.connections)
        return {"closed": await self._live.close(wish["code"], wish.get("reason", ""), connections)}

    def heartbeat(self, wish):
        """{"on": bool}."""
        self._live.set_heartbeat(wish["on"])
        return self._live.stats()

    def queue(self, wish):
        """{"hands": [as of hand]}: they wait for the first one who connects, or go out at once."""
        for one in wish["hands"]:
            self._live.queue(dump(_new_hand(one)))
        return self._live.stats()

    def recent(self, wish):
        """{"rows": any JSON} in the place of the mock data; null for that again."""
        self._rest.rows = wish["rows"]
        return {"rows": self._rest.shown()}


def _new_hand(wish):
    """§1: on the watcher's path result and position are null."""
    hand = {"hand_id": None, "timestamp": now(), "hero_result": None, "hero_position": None, **poker_mock.STAKES}
    given = {key: value for key, value in wish.items() if key != "without"}
    message = {"type": "new_hand", **hand, **given}
    return {key: value for key, value in message.items() if key not in wish.get("without", [])}


def _announced(text):
    """The hand that a frame announces, or None."""
    try:
        message = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return None
    if not isinstance(message, dict) or message.get("type") != "new_hand":
        return None
    return {key: value for key, value in message.items() if key != "type"}


async def run(options):
    """Until it is ended."""
    log, faults, live = Log(), Faults("Error interno"), Live(options.heartbeat)
    rest = Rest(live)
    controls = Controls(live, rest, log, faults)
    controls.server = fastapi_hub.server(Outermost(rest.app(faults), log, controls.routes()), options.port)
    await fastapi_hub.serve(controls.server)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--heartbeat", type=float, default=30, help="seconds between two of them")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
