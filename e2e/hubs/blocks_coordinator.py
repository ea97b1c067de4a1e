"""The coordinator of hub 000 and its nodes, in one process: who is listed, where blocks lie, what a rejoin loses."""

import threading
import time
from collections import deque
from datetime import datetime

BLOCK = 1024 * 1024
HOSTS = ("127.0.0.1", "localhost")


class Refusal(Exception):
    """What the web server answers with `{"error": text}` (§1)."""

    def __init__(self, text, status=500):
        super().__init__(text)
        self.status = status


class Node:
    """A node and its disk; the disk outlives the process (§5)."""

    def __init__(self, node_id, blocks):
        self.node_id = node_id
        self.blocks = blocks
        self.port = None
        self.mode = "dead"  # or "up", or "hung"
        self.last_heard = 0.0  # its last heartbeat, once it beats no more
        self.disk = {}  # block_id -> bytes

    def silent_for(self):
        """Seconds since its last heartbeat."""
        return 0.0 if self.mode == "up" else time.monotonic() - self.last_heard

    def row(self):
        """§2 NodeRow. A dead one is filtered out before, so is_alive is always true."""
        return {
            "node_id": self.node_id,
            "address": "127.0.0.1",
            "port": self.port,
            "shared_space_size": self.blocks * BLOCK,
            "is_alive": True,
        }

    def block_ids(self):
        """§2: `nodo<node><3-digit block>`."""
        return [f"{self.node_id}{number:03d}" for number in range(1, self.blocks + 1)]


def free_row(block_id, node_id):
    """§2 BlockRow of a free block."""
    return {
        "block_id": block_id,
        "status": "FREE",
        "file_id": "",
        "block_number": -1,
        "primary_node_id": node_id,
        "replica_node_id": None,
        "next_block_id": None,
    }


class Coordinator:
    """What it knows: the nodes that registered, the files, and a table that it rebuilds too often."""

    def __init__(self, sizes, timeout_s, tick_s, recv_s, oneproc):
        self._lock = threading.RLock()
        self.timeout_s = timeout_s
        self.recv_s = recv_s
        self.oneproc = oneproc
        self.mode = "up"  # or "down", or "hung"
        self.machines = {}  # node_id -> Node, whether it runs or not
        self._registered = []  # in the order of registration (§2)
        self._next_port = 21100
        self.files = {}  # file_id -> FileRow; the only thing in state.json
        self._rows = {}  # block_id -> BlockRow
        self._total = None  # None: no table until a first node registers
        self._ranges = {}
        self._file_blocks = {}
        self.events = deque(maxlen=50)
        for number, blocks in enumerate(sizes, 1):
            self.join(f"nodo{number}", blocks)
        threading.Thread(target=self._watch, args=(tick_s,), daemon=True).start()

    def reached(self, host=None):
        """One TCP connection for each call (§1)."""
        host = host or HOSTS[0]
        if self.mode == "down" or host not in HOSTS:
            raise Refusal(f"No se pudo conectar al coordinador en {host}")
        if self.mode == "hung":
            self._wait_in_vain()
        return self

    def _wait_in_vain(self):
        time.sleep(self.recv_s)
        raise Refusal("timed out")

    # What the web server asks.

    def nodes(self):
        """Rows of those heard within the timeout."""
        with self._lock:
            return [node.row() for node in self._live()]

    def table(self):
        """§2 BlockTable."""
        with self._lock:
            if self._total is None:
                raise Refusal("Error obteniendo tabla de bloques")
            free = sum(1 for row in self._rows.values() if row["status"] == "FREE")
            # After a cleanup there are no rows, so everything counts as used (§5).
            return {
                "total_blocks": self._total,
                "free_blocks": free,
                "used_blocks": self._total - free,
                "blocks": self.rows(),
                "file_blocks": {file_id: list(ids) for file_id, ids in self._file_blocks.items()},
                "node_block_ranges": dict(self._ranges),
            }

    def rows(self):
        """All BlockRows; none without a table."""
        with self._lock:
            return [dict(row) for row in self._rows.values()]

    def upload(self, filename, content):
        """Cut into blocks, each on the first free block and on the next node; the file_id."""
        if not content:
            raise Refusal("Datos incompletos")
        with self._lock:
            live = self._live()
            if len(live) < 2:
                raise Refusal("Se necesitan al menos 2 nodos activos")
            file_id, touched = self._place(filename, content, live)
        if any(node.mode == "hung" for node in touched):
            # The file is listed already, and stays (§5).
            self._wait_in_vain()
        return file_id

    def _place(self, filename, content, live):
        pieces = [content[at : at + BLOCK] for at in range(0, len(content), BLOCK)]
        names = [node.node_id for node in live]
        free = [row for row in self._rows.values() if row["status"] == "FREE" and row["primary_node_id"] in names]
        if len(free) < len(pieces):
            raise Refusal("No hay bloques libres suficientes")  # not captured
        now = datetime.now()
        # Two of one name in one second share it (§5).
        file_id = f"{filename}_{int(now.timestamp())}"
        touched = set()
        for number, (row, piece) in enumerate(zip(free, pieces)):
            at = names.index(row["primary_node_id"])
            copies = [live[at], live[(at + 1) % len(live)]]
            for node in copies:
                if node.mode == "up":
                    node.disk[row["block_id"]] = piece
            touched.update(copies)
            row.update(status="REPLICATED", file_id=file_id, block_number=number, replica_node_id=copies[1].node_id)
            last = number + 1 == len(pieces)
            row["next_block_id"] = None if last else free[number + 1]["block_id"]
            self._file_blocks.setdefault(file_id, []).append(row["block_id"])
        self.files[file_id] = {
            "file_id": file_id,
            "filename": filename,
            "size": len(content),
            # isoformat() drops a fraction of exactly 0; so does the hub.
            "upload_date": now.isoformat(),
            "num_blocks": len(pieces),
        }
        return file_id, touched

    def blocks_of(self, file_id, refusal):
        """FileRow and BlockRows; none at all once a node has registered after the upload (§5)."""
        with self._lock:
            if self._total is None or file_id not in self.files:
                raise Refusal(refusal)
            ids = self._file_blocks.get(file_id, [])
            return self.files[file_id], [dict(self._rows[it]) for it in ids]

    def content(self, file_id):
        """FileRow and bytes, from the primary or, when nobody listens there, from the replica."""
        refusal = "Error descargando archivo"
        file, rows = self.blocks_of(file_id, refusal)
        pieces = []
        for row in rows:
            copies = [self.machines[row["primary_node_id"]], self.machines[row["replica_node_id"]]]
            # A hung one still accepts connections: the replica is never asked (§5).
            holder = next((node for node in copies if node.mode == "hung" or self._holds(node, row)), None)
            if holder is None:
                raise Refusal(refusal)
            if holder.mode == "hung":
                self._wait_in_vain()
            pieces.append(holder.disk[row["block_id"]])
        return file, b"".join(pieces)

    @staticmethod
    def _holds(node, row):
        return node.mode == "up" and row["block_id"] in node.disk

    def delete(self, file_id):
        """Free its blocks, as far as they are known; the nodes keep the bytes (§5)."""
        with self._lock:
            self.blocks_of(file_id, "Error eliminando archivo")
            for block_id in self._file_blocks.pop(file_id, []):
                self._rows[block_id] = free_row(block_id, self._rows[block_id]["primary_node_id"])
            del self.files[file_id]

    def cleanup(self):
        """Forget everything; node processes end and nothing restarts them (§5)."""
        with self._lock:
            details = {
                "message": "Sistema limpiado exitosamente",
                "files_deleted": len(self.files),
                "nodes_disconnected": len(self._live()),
            }
            self._end_nodes()
            self.files.clear()
            self._rows, self._ranges, self._file_blocks = {}, {}, {}
            return details

    # What happens to it.

    def join(self, node_id, blocks=50):
        """A node registers, or comes back: on another port, last in the list."""
        with self._lock:
            if self.mode == "down":
                raise ValueError("the coordinator is down: the node's process ends at once")
            node = self.machines.setdefault(node_id, Node(node_id, blocks))
            node.port, self._next_port = self._next_port, self._next_port + 3
            node.mode = "up"
            self._registered = [it for it in self._registered if it is not node] + [node]
            self._rebuild()

    def _rebuild(self):
        """§5: from the live nodes only; block rows keep what they say, and which file has which is lost."""
        kept, self._rows, self._ranges, start = self._rows, {}, {}, 0
        for node in self._live():
            for block_id in node.block_ids():
                self._rows[block_id] = kept.get(block_id) or free_row(block_id, node.node_id)
            self._ranges[node.node_id] = {"start": start, "end": start + node.blocks}
            start += node.blocks
        self._total = start
        self._file_blocks = {}

    def silence(self, node_id, mode, after_s):
        """No heartbeat from now on: its row is listed for `after_s` more."""
        with self._lock:
            node = self.machines[node_id]
            node.mode = mode
            node.last_heard = time.monotonic() - self.timeout_s + after_s

    def set_mode(self, mode):
        """Up, down or hung. What goes down takes all nodes along and keeps only state.json (§5)."""
        with self._lock:
            if mode == "down":
                self._end_nodes()
                self._rows, self._ranges, self._file_blocks, self._total = {}, {}, {}, None
                self.events.clear()
            self.mode = mode

    def _end_nodes(self):
        self._registered = []
        for node in self.machines.values():
            node.mode = "dead"

    def _live(self):
        return [node for node in self._registered if node.silent_for() < self.timeout_s]

    def _watch(self, tick_s):
        """§5: what is silent is declared lost only at a tick of the monitor."""
        while True:
            time.sleep(tick_s)
            with self._lock:
                live = self._live()
                lost = [node for node in self._registered if node not in live]
                self._registered = live
                for node in lost if self.oneproc else []:
                    self._tell(node)

    def _tell(self, node):
        """§4: seen by the web server only when both are one process."""
        data = {"node_id": node.node_id, "address": "127.0.0.1", "port": node.port}
        self.events.append({"type": "NODE_DISCONNECTED", "timestamp": time.time(), "data": data})
