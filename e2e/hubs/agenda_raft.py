"""The RAFT nodes of hub 001 §3 and §5, as the coordinator sees them: no node listens anywhere."""

import asyncio

NOBODY = "No disponible"
# What hangs or waits, in seconds, where a call to a hung node takes 3 (§5.2); all scale with --hang-s.
HUNG_CALL_S, HUNG_READ_S, HUNG_WRITE_S, LEADERLESS_WRITE_S = 3, 5.1, 5.7, 5.2
REJOIN_S = 0.4  # a node that is back follows within this time
SHARDS = [
    ("events_a_m", "EVENTOS_A_M", "raft_events_am", [21801, 21802, 21803]),
    ("events_n_z", "EVENTOS_N_Z", "raft_events_nz", [21804]),
    ("groups", "GRUPOS", "raft_groups", [21805]),
    ("users", "USUARIOS", "raft_users", [21806]),
]


class Unavailable(Exception):
    """503."""


class Node:
    """One RAFT node."""

    def __init__(self, url, node_id):
        self.url = url
        self.node_id = node_id
        self.mode = "up"  # or "dead", "hung"
        self.role = "follower"
        self.term = 2

    @property
    def priority(self):
        """§5.1: all digits of the URL."""
        return int("".join(it for it in self.url if it.isdigit()))


class Shard:
    """Nodes of which one leads, and the rows that they hold."""

    def __init__(self, key, name, nodes, election_s):
        self.key = key
        self.name = name
        self.nodes = nodes
        self.rows = []
        self.flapping = 0
        self._election_s = election_s
        self._leader = None
        self._pending = None  # the timer of the election to come
        self._turns = {}

    def settle(self):
        """The state of calm: at the start, the priority of the leader and 2 (§5.1)."""
        several = len(self.nodes) > 1
        self._lead(self._best())
        for node in self.nodes:
            node.term = self._leader.priority + 2 if several else 2

    @property
    def contested(self):
        """§5.2: the leader hangs, and the others cannot agree."""
        return self._leader is not None and self._leader.mode == "hung"

    @property
    def leader(self):
        """The node that leads and answers, or None."""
        return None if self.contested else self._leader

    def find(self, wish):
        """The node of {"url"}, or {"index"} from 0, or {"index": "leader"}."""
        if wish.get("index") == "leader":
            if self._leader is None:
                raise ValueError("nobody leads")
            return self._leader
        if "index" in wish:
            return self.nodes[wish["index"]]
        return next(node for node in self.nodes if node.url == wish["url"])

    def kill(self, node):
        """kill -9: gone at once; the leader's shard elects another later."""
        node.mode = "dead"
        if node is self._leader:
            self._leader = None
        self._elect_later()

    def hang(self, node):
        """SIGSTOP: of the leader nobody knows; of a follower the best of the others ends as leader (§5.2)."""
        node.mode = "hung"
        if node is self._leader:
            self._cancel()
            for other in self._up():
                other.role = "candidate"
        else:
            self._elect_later()

    def resume(self, node):
        """SIGCONT."""
        if node.mode != "hung":
            raise ValueError(f"{node.url} does not hang")
        self.restart(node)

    def restart(self, node):
        """Back with its old term; it follows soon and takes no leadership back, not even its own (§5.2)."""
        if node.mode == "up":
            raise ValueError(f"{node.url} is up")
        if node is self._leader:
            self._leader = None
        node.mode, node.role = "up", "follower"
        if self.leader:
            asyncio.get_running_loop().call_later(REJOIN_S, self._follow, node)
        else:
            self._elect_later()

    def drop(self, node):
        """The coordinator lists it no more, as after a replacement of its shard (§2)."""
        if node is self._leader:
            self._leader = None
        self.nodes.remove(node)
        self._elect_later()

    def set_term(self, term):
        """Of all nodes, whatever it is."""
        for node in self.nodes:
            node.term = term

    async def flap(self, times, apart_s):
        """§5.1: no leader, the same one again, and so on; terms grow by 2."""
        self.flapping += 1
        try:
            for _ in range(times):
                leader, self._leader = self._leader, None
                for node in self._up():
                    node.role = "candidate"
                await asyncio.sleep(apart_s)
                self._lead(leader if leader and leader.mode == "up" else self._best())
                self._grow(2)
                await asyncio.sleep(apart_s)
        finally:
            self.flapping -= 1

    def turn(self, what):
        """How often it was asked: what alternates looks at it."""
        self._turns[what] = self._turns.get(what, 0) + 1
        return self._turns[what]

    def reader(self):
        """§5.3: any node that is not dead serves a GET, a hung one late or not at all."""
        alive = [node for node in self.nodes if node.mode != "dead"]
        return alive[self.turn("read") % len(alive)] if alive else None

    def winner(self):
        """Who says to lead while the leader hangs (§5.2), every other time."""
        return self._best() if self.turn("lookup") % 2 else None

    def _up(self):
        return [node for node in self.nodes if node.mode == "up"]

    def _best(self):
        """Bully: the greatest URL."""
        return max(self._up(), key=lambda node: node.priority, default=None)

    def _elect_later(self):
        if self.contested:
            return
        self._cancel()
        loop = asyncio.get_running_loop()
        if self._leader is None:
            loop.call_later(self._election_s / 2, self._stand)
        self._pending = loop.call_later(self._election_s, self._elect)

    def _cancel(self):
        if self._pending:
            self._pending.cancel()
            self._pending = None

    def _stand(self):
        best = self._best()
        if self._leader is None and best:
            best.role = "candidate"

    def _elect(self):
        """A leader that is up stays, unless a follower hangs: then the greatest URL leads (§5.2)."""
        self._pending = None
        best, hangs = self._best(), any(node.mode == "hung" for node in self.nodes)
        if self._leader and (not hangs or self._leader is best):
            return
        self._lead(best)
        self._grow(1)

    def _lead(self, leader):
        self._leader = leader
        for node in self._up():
            node.role = "leader" if node is leader else "follower"

    def _grow(self, by):
        """Those that are up agree on a greater term, unless a test made theirs no numbers."""
        terms = [node.term for node in self._up() if isinstance(node.term, int)]
        for node in self._up() if terms else []:
            node.term = max(terms) + by

    def _follow(self, node):
        if node.mode == "up" and self.leader and node is not self.leader:
            node.role, node.term = "follower", self.leader.term


class Cluster:
    """All shards, as /leaders and /cluster/status tell of them (§2)."""

    def __init__(self, election_s, hang_s):
        self._election_s = election_s
        self._factor = hang_s / HUNG_CALL_S
        self.shards = {}
        for key, name, prefix, ports in SHARDS:
            nodes = [Node(f"http://127.0.0.1:{port}", f"{prefix}_{at}") for at, port in enumerate(ports, 1)]
            self.shards[key] = Shard(key, name, nodes, election_s)
            self.shards[key].settle()

    def add(self, key, url):
        """A node of which only the URL is known: nothing answers there."""
        shard = self.shards.setdefault(key, Shard(key, key.upper(), [], self._election_s))
        node = Node(url, "")
        node.mode = "dead"
        shard.nodes.append(node)

    def replace(self, key, old_url, new_url):
        """The same node under another URL."""
        self.shards[key].find({"url": old_url}).url = new_url

    async def wait(self, seconds):
        """A time of §5.2, scaled."""
        await asyncio.sleep(seconds * self._factor)

    async def lookup(self):
        """GET /leaders; every call waits for a leader that hangs."""
        winners = {key: shard.winner() for key, shard in self.shards.items() if shard.contested}
        await self.wait(HUNG_CALL_S * len(winners))
        return self.leaders(winners)

    def leaders(self, winners=None):
        """What it says, without the waiting."""
        return {key: self._leaders_row(shard, (winners or {}).get(key)) for key, shard in self.shards.items()}

    def _leaders_row(self, shard, winner):
        leader, nodes = shard.leader or winner, [node.url for node in shard.nodes]
        if leader:
            return {"leader": leader.url, "nodes": nodes, "status": "active"}
        error = f"503: No se encontró líder activo para el shard {shard.key}"
        return {"leader": NOBODY, "nodes": nodes, "status": "error", "error": error}

    async def look(self):
        """GET /cluster/status: one hung node after the other is waited for."""
        hung = sum(node.mode == "hung" for shard in self.shards.values() for node in shard.nodes)
        await self.wait(HUNG_CALL_S * hung)
        return self.status()

    def status(self):
        """What it says, without the waiting."""
        rows = {key: {it.url: _row(it, shard) for it in shard.nodes} for key, shard in self.shards.items()}
        total = sum(len(shard.nodes) for shard in self.shards.values())
        return {"coordinator": "healthy", "shards": rows, "total_nodes": total}

    async def read(self, key):
        """The rows of a shard."""
        shard = self.shards[key]
        node = shard.reader()
        if node and node.mode == "hung":
            await self.wait(HUNG_READ_S)
        if not any(it.mode == "up" for it in shard.nodes):
            raise Unavailable("No hay nodos disponibles para consulta")
        return shard.rows

    async def write(self, key, row, unique=None):
        """The node that took it, or a refusal that goes out with 200 (§5.1, §5.2); a row that is there is dropped."""
        shard = self.shards[key]
        if shard.contested:
            await self.wait(LEADERLESS_WRITE_S)
            if shard.turn("write") % 2:
                return None, {"error": "No soy el líder", "leader": None}
        leader = shard.leader
        if not leader:
            raise Unavailable(f"No se encontró líder activo para el shard {key}")
        if shard.flapping:
            return None, {"error": "No se pudo replicar el evento en la mayoría de nodos"}
        if any(node.mode == "hung" for node in shard.nodes):
            await self.wait(HUNG_WRITE_S)
        if unique is None or all(it[unique] != row[unique] for it in shard.rows):
            shard.rows.append({"id": len(shard.rows) + 1, **row})
        return leader, None


def _row(node, shard):
    if node.mode != "up":
        error = "All connection attempts failed" if node.mode == "dead" else ""
        return {"status": "unreachable", "error": error}
    return {
        "status": "healthy",
        "node_id": node.node_id,
        "role": node.role,
        "shard": shard.name,
        "is_leader": node.role == "leader",
        "term": node.term,
    }
