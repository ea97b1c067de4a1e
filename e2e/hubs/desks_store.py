"""The desks of hub 003 §1: in memory, ids as MongoDB makes them, the errors of its drivers."""

import itertools
import os
import re
import threading
import time

# §1, the captured list.
CAPTURED = [
    {"desk_id": "6b03eb3a6b9267aa754e47b3", "name": "Mesa Venture", "width": 125, "height": 225},
    {"desk_id": "6b03eb3a6b9267aa754e47b4", "name": "Mesa Koto", "width": 200, "height": 223},
    {"desk_id": "6b03eb3a6b9267aa754e47b5", "name": "Mesa Amatista", "width": 200, "height": 300},
    {"desk_id": "6b03eb3a6b9267aa754e47b6", "name": "Mesa Ejecutiva", "width": 180, "height": 90},
    {"desk_id": "6b03eb3a6b9267aa754e47b7", "name": "Mesa Redonda", "width": 150, "height": 150},
]
LARGEST = 2**63 - 1


class ValidationError(Exception):
    """What the driver raises for an id that is none, and nobody catches (§1)."""


class Unknown(Exception):
    """No desk has this id."""


class Desks:
    """The collection."""

    def __init__(self):
        self._lock = threading.Lock()
        self._process = os.urandom(5).hex()
        self._count = itertools.count(int.from_bytes(os.urandom(2), "big"))
        self._desks = {row["desk_id"]: dict(row) for row in CAPTURED}

    def _object_id(self):
        """The first 8 digits are the second of creation (§1)."""
        return f"{int(time.time()):08x}{self._process}{next(self._count) % 2**24:06x}"

    def seed(self, rows):
        """Only these from now on, as they are; nobody is notified. A row without desk_id gets one."""
        with self._lock:
            made = [{"desk_id": self._object_id(), **row} for row in rows]
            self._desks = {row["desk_id"]: row for row in made}

    def by_id(self):
        """All, by desk_id."""
        with self._lock:
            return {str(desk_id): dict(row) for desk_id, row in self._desks.items()}

    def page(self, limit, offset):
        """How many there are, and those asked for by name; `offset` counts only beside `limit` (§1)."""
        with self._lock:
            rows = sorted(self._desks.values(), key=lambda row: str(row.get("name")))
        if limit is None:
            return len(rows), rows
        start = int(offset or 0)
        stop = start + int(limit)
        if stop < start:
            text = f"stop index must be greater than startindex for slice slice({start}, {stop}, None)"
            raise IndexError(text)
        return len(rows), rows[start:stop]

    def find(self, desk_id):
        """A copy of the row."""
        if not re.fullmatch("[0-9a-fA-F]{24}", desk_id):
            text = f"'{desk_id}' is not a valid ObjectId, it must be a 12-byte input or a 24-character hex string"
            raise ValidationError(text)
        with self._lock:
            if desk_id not in self._desks:
                raise Unknown(desk_id)
            return dict(self._desks[desk_id])

    def put(self, row):
        """Keep a new row or a changed one."""
        if any(isinstance(value, int) and value > LARGEST for value in row.values()):
            raise OverflowError("MongoDB can only handle up to 8-byte ints")
        row = row if "desk_id" in row else {"desk_id": self._object_id(), **row}
        with self._lock:
            self._desks[row["desk_id"]] = row
        return dict(row)

    def remove(self, desk_id):
        """The row that was there."""
        row = self.find(desk_id)
        with self._lock:
            self._desks.pop(desk_id, None)
        return row
