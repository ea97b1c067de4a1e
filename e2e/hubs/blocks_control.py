"""/_control/ of blocks.py: nodes and the coordinator come and go, listings lie."""

import threading
import time

from django_hub import LOG


class Listings:
    """The rows that the hub lists, unless the tests put others in their place."""

    KEYS = {"nodes": "node_id", "files": "file_id", "blocks": "block_id"}

    def __init__(self, coordinator):
        self._coordinator = coordinator
        self._raw = {}  # table -> anything
        self._twice = {}  # table -> ids

    def of(self, table):
        """What stands in the answer."""
        if table in self._raw:
            return self._raw[table]
        rows = self._rows(table)
        again = self._twice.get(table, ())
        return rows + [row for row in rows if row[self.KEYS[table]] in again]

    def _rows(self, table):
        if table == "nodes":
            return self._coordinator.nodes()
        if table == "files":
            return list(self._coordinator.files.values())
        return self._coordinator.rows()

    def raw_rows(self, wish):
        """{"table", "rows": anything}; null or {} for the real ones again."""
        if wish:
            self._known(wish["table"])
            self._raw[wish["table"]] = wish["rows"]
        else:
            self._raw.clear()
        return {"raw": sorted(self._raw)}

    def duplicate(self, wish):
        """{"what": "files", "id"}: listed a second time, at the end; without an id no longer."""
        table, identity = self._known(wish["what"]), wish.get("id")
        if identity is None:
            self._twice.pop(table, None)
        else:
            self._twice.setdefault(table, set()).add(identity)
        return {"twice": sorted(self._twice.get(table, ()))}

    def _known(self, table):
        if table not in self.KEYS:
            raise ValueError(f"no such table: {table}")
        return table

    def truth(self, _wish):
        """By id what a correct console shows: rows that are objects and have an id."""
        tables = {}
        for table, key in self.KEYS.items():
            rows = self.of(table)
            rows = rows if isinstance(rows, list) else []
            named = [row for row in rows if isinstance(row, dict) and row.get(key) is not None]
            tables[table] = {str(row[key]): row for row in named}
        return {"tables": tables}


class Controls:
    """What the tests do to nodes and coordinator."""

    def __init__(self, coordinator, listings):
        self._coordinator = coordinator
        self._listings = listings
        self._flapping = 0

    def routes(self):
        """Name -> function."""
        return {
            "state": self.state,
            "truth": self._listings.truth,
            "raw_rows": self._listings.raw_rows,
            "duplicate": self._listings.duplicate,
            "node": self.node,
            "flap": self.flap,
            "coordinator": self.set_coordinator,
        }

    def state(self, _wish):
        """Whatever a test wants to look at."""
        coordinator = self._coordinator
        return {
            **LOG.state(),
            "coordinator": coordinator.mode,
            "machines": {node.node_id: node.mode for node in coordinator.machines.values()},
            "events": len(coordinator.events),
            "flapping": self._flapping,
            "now": time.time(),
        }

    def node(self, wish):
        """{"node_id", "action": "kill"|"hang"|"join", "after_s"?, "blocks"?}.

        kill: its row leaves at once, or after_s later; hang: after the hub's own timeout, or after_s.
        join: also a node that never was, with so many blocks.
        """
        coordinator, node_id, action = self._coordinator, wish["node_id"], wish["action"]
        if action == "kill":
            coordinator.silence(node_id, "dead", wish.get("after_s", 0))
        elif action == "hang":
            coordinator.silence(node_id, "hung", wish.get("after_s", coordinator.timeout_s))
        elif action == "join":
            coordinator.join(node_id, wish.get("blocks", 50))
        else:
            raise ValueError(f"no such action: {action}")
        return {"nodes": coordinator.nodes()}

    def flap(self, wish):
        """{"node_id", "times", "apart_s"}: killed at once, back apart_s later, and so on; answers at once."""
        node_id, times, apart_s = wish["node_id"], wish["times"], wish["apart_s"]
        if node_id not in self._coordinator.machines:
            raise KeyError(node_id)

        def run():
            try:
                for _ in range(times):
                    for action in ("kill", "join"):
                        self.node({"node_id": node_id, "action": action})
                        time.sleep(apart_s)
            finally:
                self._flapping -= 1

        self._flapping += 1
        threading.Thread(target=run, daemon=True).start()
        return {"flapping": self._flapping}

    def set_coordinator(self, wish):
        """{"up": bool, "hung"?: bool}: a hung one answers nothing (§1)."""
        mode = "down" if not wish["up"] else "hung" if wish.get("hung") else "up"
        self._coordinator.set_mode(mode)
        return {"coordinator": mode}
