"""The notifications of hub 002 §2.3 and §3: in memory, naive local times, the last 100."""

import threading
from datetime import datetime

KEPT = 100


class Notifications:
    """What the hub remembers; gone at a restart."""

    def __init__(self):
        self._lock = threading.Lock()
        self._stored = []  # oldest first
        self._last = None

    def create(self, kind, title, message, data=None):
        """Make one as the hub does: the id is the wall clock, the timestamp a little later."""
        with self._lock:
            identity = self._identity()
            notification = {
                "id": identity,
                "type": kind,
                "title": title,
                "message": message,
                "timestamp": datetime.now().isoformat(),
                "data": data if data is not None else {},
                "read": False,
            }
            self._keep(notification)
        return notification, self.unread()

    def _identity(self):
        # Two in one microsecond would share it; the tests count, so here they do not.
        while True:
            identity = "notif_" + datetime.now().strftime("%Y%m%d_%H%M%S_%f")
            if identity != self._last:
                self._last = identity
                return identity

    def keep(self, notification):
        """Remember one that came from elsewhere, whatever it looks like."""
        with self._lock:
            self._keep(notification)
        return self.unread()

    def _keep(self, notification):
        self._stored.append(notification)
        del self._stored[:-KEPT]

    def unread(self):
        """Unread among the stored ones, for the whole server: stops at 100 (§2.3)."""
        with self._lock:
            return sum(1 for it in self._stored if not it.get("read"))

    def newest(self, limit):
        """Newest first; 0 gives all and -1 all but the oldest: the slice is what the hub does (§3)."""
        with self._lock:
            return list(reversed(self._stored[-limit:]))

    def read(self, identity):
        """Whether the id was known."""
        with self._lock:
            found = [it for it in self._stored if it.get("id") == identity]
            for it in found:
                it["read"] = True
            return bool(found)

    def clear(self):
        """Forget everything."""
        with self._lock:
            self._stored.clear()
