"""The coordinator of hub 001 §2: it knows nothing itself and needs no auth."""

import asyncio

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel

import fastapi_hub
from agenda_raft import Unavailable


class NewEvent(BaseModel):
    """Dates are not validated."""

    title: str
    description: str
    creator: str
    start_time: str
    end_time: str


class NewGroup(BaseModel):
    """Its creator is always the system."""

    name: str
    description: str


class NewUser(BaseModel):
    """A name that is taken is dropped silently."""

    username: str
    email: str


class Coordinator:
    """The routes."""

    def __init__(self, cluster):
        self._cluster = cluster

    def app(self, faults):
        """The application; no CORS (§1)."""
        routes = [
            ("GET", "/", self.root),
            ("GET", "/health", self.health),
            ("GET", "/leaders", self._cluster.lookup),
            ("GET", "/cluster/status", self._cluster.look),
            ("GET", "/events", self.events),
            ("GET", "/groups", self.groups),
            ("GET", "/users", self.users),
            ("POST", "/events", self.add_event),
            ("POST", "/groups", self.add_group),
            ("POST", "/users", self.add_user),
            ("POST", "/admin/shards/add", self.add_shard),
            ("POST", "/admin/shards/replace", self.replace_shard),
        ]
        refusals = {RequestValidationError: unprocessable, Unavailable: unavailable}
        return fastapi_hub.application(routes, faults, refusals)

    def _sizes(self):
        return {key: len(shard.nodes) for key, shard in self._cluster.shards.items()}

    async def root(self):
        """What there is."""
        return {
            "message": "Coordinador RAFT",
            "total_shards": len(self._cluster.shards),
            "nodes_per_shard": self._sizes(),
            "tolerance": "1 nodo por shard",
            "endpoints": {"leaders": "/leaders", "status": "/cluster/status"},
        }

    async def health(self):
        """The timestamp is seconds since boot."""
        return {
            "status": "healthy",
            "service": "coordinator",
            "total_shards": len(self._cluster.shards),
            "nodes_per_shard": self._sizes(),
            "timestamp": asyncio.get_running_loop().time(),
        }

    async def events(self, creator: str = ""):
        """One shard's only."""
        return await self._cluster.read(_shard_of(creator))

    async def groups(self):
        """All."""
        return await self._cluster.read("groups")

    async def users(self):
        """All."""
        return await self._cluster.read("users")

    async def add_event(self, event: NewEvent):
        """The creator picks the shard."""
        if not event.creator:
            raise HTTPException(400, "Usuario inválido")
        row = event.model_dump(exclude={"description"})
        text = f"Evento '{event.title}' replicado y guardado en"
        return await self._add(_shard_of(event.creator), row, text)

    async def add_group(self, group: NewGroup):
        """Names need not differ."""
        row = {**group.model_dump(), "creator": "system"}
        return await self._add("groups", row, f"Grupo '{group.name}' creado en")

    async def add_user(self, user: NewUser):
        """Ok in any case."""
        return await self._add("users", user.model_dump(), f"Usuario '{user.username}' creado en", "username")

    async def _add(self, key, row, text, unique=None):
        node, refusal = await self._cluster.write(key, row, unique)
        message = f"{text} {self._cluster.shards[key].name}"
        return refusal or {"status": "ok", "message": message, "node": node.node_id}

    async def add_shard(self, request: Request):
        """{"shard", "node_url"}."""
        wish = await request.json()
        if not (wish.get("shard") and wish.get("node_url")):
            raise HTTPException(400, "Se requiere shard y node_url")
        self._cluster.add(wish["shard"], wish["node_url"])
        return self._urls()

    async def replace_shard(self, request: Request):
        """{"shard", "old_url", "new_url"}."""
        wish = await request.json()
        if not all(wish.get(name) for name in ("shard", "old_url", "new_url")):
            raise HTTPException(400, "Se requiere shard, old_url y new_url")
        self._cluster.replace(wish["shard"], wish["old_url"], wish["new_url"])
        return self._urls()

    def _urls(self):
        shards = {key: [node.url for node in shard.nodes] for key, shard in self._cluster.shards.items()}
        return {"status": "ok", "shards": shards}


def _shard_of(creator):
    """§2: by the first letter; what is none goes to a-m."""
    return "events_n_z" if "n" <= creator[:1].lower() <= "z" else "events_a_m"


async def unprocessable(_request, wrong):
    """422 as that version of pydantic words it: with a URL (§2)."""
    base = "https://errors.pydantic.dev/2.6/v"
    rows = [{**row, "url": f"{base}/{row['type']}"} for row in wrong.errors()]
    return JSONResponse({"detail": rows}, 422)


async def unavailable(_request, wrong):
    """503."""
    return JSONResponse({"detail": str(wrong)}, 503)
