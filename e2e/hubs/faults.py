"""What goes wrong on command, whichever framework answers: rules for the next requests of a path."""

import threading


class Rules:
    """The rules of one server."""

    def __init__(self, ways, seconds):
        self._ways = ways
        self._seconds = seconds  # of a rule that names none
        self._lock = threading.Lock()
        self._rules = []
        self.slow_s = 0.0

    def fail(self, wish):
        """{"path", "method"?, "how", "times": 1, "seconds": 5}: replaces what was said of this path and method."""
        rule = {"method": None, "times": 1, "seconds": self._seconds, **wish}
        if rule["how"] not in self._ways:
            raise ValueError(f"how is one of {self._ways}")
        same = (rule["path"], rule["method"])
        with self._lock:
            self._rules = [it for it in self._rules if (it["path"], it["method"]) != same]
            self._rules.append(rule)
        return rule

    def slow(self, wish):
        """{"seconds"}: every normal answer waits as long."""
        self.slow_s = float(wish["seconds"])
        return {"seconds": self.slow_s}

    def take(self, path, method):
        """The rule for this request, used up once more."""
        with self._lock:
            for rule in self._rules:
                if rule["path"] == path and rule["method"] in (None, method) and rule["times"] > 0:
                    rule["times"] -= 1
                    return rule
        return None
