"""The data sets of hub 002 §3 and §4: checks, five time formats, caches that outlive what they hold."""

import threading
import time
from datetime import datetime, timezone

ROWS = [
    ("bcentral_pib", "PIB Trimestral - Banco Central", "economía"),
    ("deis_defunciones", "Defunciones por Causas - DEIS MINSAL", "salud"),
    ("dmc_clima", "Clima Histórico - DMC", "medio ambiente"),
    ("ine_censo", "Censo de Población y Vivienda - INE", "demografía"),
    ("mineduc_matricula", "Matrícula Escolar - MINEDUC", "educación"),
]
CACHE_S = {"status": 60, "datasets": 300, "stats": 120, "categories": 600}


def spaced_utc():
    """Aware UTC with a space, which is not strict ISO 8601."""
    return datetime.now(timezone.utc).isoformat(" ")


class DataSets:
    """Five data sets whose next state the tests decide."""

    def __init__(self):
        self._lock = threading.Lock()
        self._next = {row[0]: ("up", 200, None) for row in ROWS}
        self._state = {}
        self._history = []
        self._cache = {}
        self.created = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
        self.check()

    def plan(self, identity, status, http_code, error):
        """What the next check will find; False for an unknown data set."""
        if identity not in self._next:
            return False
        self._next[identity] = (status, http_code, error)
        return True

    def check(self):
        """Look at every data set; the notifications to make, as (kind, title, message, data)."""
        changes = []
        with self._lock:
            for identity, name, category in ROWS:
                status, http_code, error = self._next[identity]
                before = self._state.get(identity)
                row = {
                    "id": identity,
                    "name": name,
                    "category": category,
                    "url": f"http://127.0.0.1:22030/ds/{identity}",
                    "status": status,
                    "http_code": http_code,
                    "error": error,
                    "latency_ms": 7.1 if status == "up" else 2008.6,
                    "checked_at": spaced_utc(),
                    "rn": 1,
                }
                self._state[identity] = row
                self._history.append(row)
                if before is not None and before["status"] != status:
                    changes.append(_change(row, before["status"]))
        return changes

    def cached(self, name, make):
        """The query string is not in the key, and a check does not empty it (§3, §4)."""
        kept = self._cache.get(name)
        if kept is not None and time.monotonic() - kept[0] < CACHE_S[name]:
            return kept[1]
        made = make()
        self._cache[name] = (time.monotonic(), made)
        return made

    def empty_cache(self):
        """What DELETE /admin/cache does."""
        self._cache.clear()

    def cache_stats(self):
        """As /health and /admin/cache/stats tell it."""
        size = len(self._cache)
        return {"cache_size_mb": 0.0006, "expired_entries": 0, "total_entries": size, "valid_entries": size}

    def status(self):
        """The rows of /status."""
        with self._lock:
            rows = list(self._state.values())
        return {"count": len(rows), "last_updated": spaced_utc(), "results": rows}

    def datasets(self, category):
        """The rows of /datasets."""
        rows = [
            {
                "active": 1,
                "category": row_category,
                "created_at": self.created,
                "description": f"Datos abiertos: {name}",
                "id": identity,
                "method": "HEAD",
                "name": name,
                "timeout": 2,
                "updated_at": self._state[identity]["checked_at"],
                "url": self._state[identity]["url"],
            }
            for identity, name, row_category in ROWS
            if category in (None, row_category)
        ]
        return {"count": len(rows), "datasets": rows}

    def stats(self, hours):
        """The figures of /stats."""
        with self._lock:
            checks = list(self._history)
        good = [row for row in checks if row["status"] == "up"]
        figures = {
            "avg_latency": round(sum(row["latency_ms"] for row in checks) / len(checks), 2),
            "by_category": [],
            "successful_checks": len(good),
            "total_checks": len(checks),
            "total_datasets": len(ROWS),
        }
        return {"generated_at": datetime.now(timezone.utc).isoformat(), "hours": hours, "stats": figures}

    def categories(self):
        """The groups of /categories."""
        groups = [
            {"name": category, "count": 1, "datasets": [{"id": identity, "name": name}]}
            for identity, name, category in ROWS
        ]
        return {"count": len(groups), "categories": groups}

    def history(self, identity):
        """Newest first; the row number is the id here."""
        with self._lock:
            rows = [{**row, "id": at, "dataset_id": row["id"]} for at, row in enumerate(self._history, 1)]
        return [row for row in reversed(rows) if row["dataset_id"] == identity]


def _change(row, before):
    up = row["status"] == "up"
    details = {
        "previous_status": before,
        "new_status": row["status"],
        "error": row["error"],
        "dataset_id": row["id"],
    }
    data = {"dataset_name": row["name"], "change_type": "updated" if up else "error", "details": details}
    if up:
        return "info", f"Dataset {row['name']} actualizado", f"El dataset {row['name']} vuelve a responder", data
    text = f"Error al verificar el dataset {row['name']}: {row['error']}"
    return "error", f"Error en dataset {row['name']}", text, data
