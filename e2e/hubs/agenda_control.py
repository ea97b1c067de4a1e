"""/_control/ of agenda.py: nodes, leaders, frames and tokens misbehave; JSON in, JSON out."""

import asyncio
import time

import agenda_notify

OF_A_GROUP = ("id", "name", "is_hierarchical")
OF_A_USER = ("id", "username")
OF_AN_INVITATION = {
    "group": ("id", "group", "inviter", "created_at", "group_id"),
    "event": (
        "id",
        "title",
        "description",
        "start_time",
        "end_time",
        "creator",
        "group_name",
        "is_group_event",
        "group_id",
    ),
}


class Controls:
    """What the tests do to the agenda."""

    def __init__(self, cluster, store, sessions, sockets, backend, servers):
        self._cluster = cluster
        self._store = store
        self._sessions = sessions
        self._sockets = sockets
        self._backend = backend
        self._servers = servers  # name -> (log, faults)
        self._flapping = set()  # tasks

    def routes(self):
        """Name -> function."""
        return {
            "state": self.state,
            "truth": self.truth,
            "fail": lambda wish: self._faults(wish).fail(wish),
            "slow": self.slow,
            "rows": self.rows,
            "node": self.node,
            "flap": self.flap,
            "term": self.term,
            "frame": self.frame,
            "notify": self.notify,
            "close": self.close,
            "ws": self.ws,
            "expire": self.expire,
        }

    def _faults(self, wish):
        return self._servers[wish["server"]][1]

    def state(self, _wish):
        """Whatever a test wants to look at; requests and writes by server."""
        return {
            "requests": {name: log.requests for name, (log, _) in self._servers.items()},
            "writes": {name: log.writes for name, (log, _) in self._servers.items()},
            "nodes": {node.url: node.mode for shard in self._cluster.shards.values() for node in shard.nodes},
            "flapping": len(self._flapping),
            "ws": self._sockets.is_up,
            "sockets": self._sockets.list(),
            "opened": self._sockets.opened,
            "frames": self._sockets.frames,
            "now": time.time(),
        }

    async def truth(self, _wish):
        """What a correct console shows, by key, without the waiting and what alternates while a leader hangs.

        shards by name; members by node URL, their shard as /leaders names it; for user 1 events (of /events/detailed),
        groups and users by id; invitations by "group:<invitation_id>" and "event:<event_id>".
        """
        leaders = self._shown("coordinator", "/leaders", self._cluster.leaders())
        status = self._shown("coordinator", "/cluster/status", self._cluster.status())
        shards = status.get("shards") if isinstance(status, dict) else None
        members = [(key, url, row) for key, rows in _pairs(shards) for url, row in _pairs(rows)]
        return {
            "tables": {
                "shards": {key: {"shard": key, **row, **_count(row)} for key, row in _pairs(leaders)},
                "members": {url: {"node": url, **row, "shard": key} for key, url, row in members},
                **await self._agenda_truth(),
            }
        }

    async def _agenda_truth(self, user_id=1):
        async def rows(path, view, columns=()):
            found = self._shown("agenda", path, await view(user_id))
            found = found if isinstance(found, list) else []
            named = [dict(zip(columns, it, strict=False)) if isinstance(it, list) else it for it in found]
            return {str(it["id"]): it for it in named if isinstance(it, dict) and it.get("id") is not None}

        backend, invitations = self._backend, {}
        for kind, view in [("group", backend.group_invitations), ("event", backend.event_invitations)]:
            found = await rows(f"/{kind}s/invitations", view, OF_AN_INVITATION[kind])
            invitations |= {f"{kind}:{key}": row for key, row in found.items()}
        return {
            "events": await rows("/events/detailed", backend.detailed),
            "groups": await rows("/groups", backend.groups, OF_A_GROUP),
            "users": await rows("/users", backend.users, OF_A_USER),
            "invitations": invitations,
        }

    def _shown(self, server, path, real):
        return self._servers[server][1].shown(path, real)

    def slow(self, wish):
        """{"seconds", "server"?}: both unless one is named."""
        named = [self._faults(wish)] if "server" in wish else [faults for _, faults in self._servers.values()]
        return [faults.slow(wish) for faults in named][0]

    def rows(self, wish):
        """{"server", "path", "body"|"text"|"turns"}, see fastapi_hub; null: all real again."""
        named = [self._faults(wish)] if wish else [faults for _, faults in self._servers.values()]
        return {"raw": sorted(path for faults in named for path in faults.rows(wish)["raw"])}

    def node(self, wish):
        """{"shard", "url" or "index" (from 0, or "leader"), "action": "kill"|"hang"|"resume"|"restart"|"drop"}."""
        shard, action = self._shard(wish), wish["action"]
        if action not in ("kill", "hang", "resume", "restart", "drop"):
            raise ValueError(f"no such action: {action}")
        node = shard.find(wish)
        getattr(shard, action)(node)
        return {"url": node.url, "mode": node.mode}

    def flap(self, wish):
        """{"shard", "times", "apart_s"}: no leader at once, again one apart_s later, and so on; answers at once."""
        shard = self._shard(wish)
        task = asyncio.create_task(shard.flap(wish["times"], wish["apart_s"]))
        self._flapping.add(task)
        task.add_done_callback(self._flapping.discard)
        return {"flapping": len(self._flapping)}

    def term(self, wish):
        """{"shard", "term"}: of all its nodes, any JSON."""
        self._shard(wish).set_term(wish["term"])
        return {"term": wish["term"]}

    def _shard(self, wish):
        return self._cluster.shards[wish["shard"]]

    def frame(self, wish):
        """{"text" or "binary_hex"} to {"user_id"} or {"all": true}: also sockets that named nobody."""
        payload = wish["text"] if "text" in wish else bytes.fromhex(wish["binary_hex"])
        return {"sockets": self._sockets.send(payload, None if wish.get("all") else wish["user_id"])}

    def notify(self, wish):
        """{"user_id", "type", "title"?}: the thing itself happens, done by another user, and only this one hears."""
        frame = agenda_notify.happen(self._store, wish["user_id"], wish["type"], wish.get("title"))
        return {"sockets": self._sockets.tell(wish["user_id"], frame), "frame": frame}

    async def close(self, wish):
        """{"code", "reason"?, "user_id"?}: 1006 cuts the connection."""
        closed = await self._sockets.close(wish["code"], wish.get("reason", ""), wish.get("user_id"))
        return {"closed": closed}

    async def ws(self, wish):
        """{"up": bool}: the WebSocket's server alone."""
        await self._sockets.set_up(wish["up"])
        return {"up": self._sockets.is_up}

    def expire(self, wish):
        """{"user_id"}: all tokens of the user are invalid (401)."""
        return {"expired": self._sessions.expire(wish["user_id"])}


def _pairs(rows):
    """Key and row of a map, as far as they are rows."""
    found = rows.items() if isinstance(rows, dict) else ()
    return [(key, row) for key, row in found if isinstance(row, dict)]


def _count(row):
    return {"node_count": len(row["nodes"])} if isinstance(row.get("nodes"), list) else {}
