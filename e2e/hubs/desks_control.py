"""/_control/ of desks.py: the broker falls silent, lies and vanishes."""

import time

from django_hub import LOG


class Controls:
    """What the tests do to the desks and to the broker."""

    def __init__(self, desks, broker):
        self._desks = desks
        self._broker = broker

    def routes(self):
        """Name -> function."""
        return {
            "state": self.state,
            "truth": self.truth,
            "seed": self.seed,
            "frame": self.frame,
            "close": self.close,
            "broker": self.broker,
            "mute": self.mute,
            "delay": self.delay,
        }

    def state(self, _wish):
        """Whatever a test wants to look at; Django's own connections are not counted."""
        broker = self._broker
        return {
            **LOG.state(),
            "broker": broker.is_up,
            "sockets": broker.sockets(),
            "opened": broker.opened,
            "frames": broker.frames,
            "now": time.time(),
        }

    def truth(self, _wish):
        """What a correct console shows."""
        return {"tables": {"desks": self._desks.by_id()}}

    def seed(self, wish):
        """{"desks": [...]}: these only, as they are; nobody is notified."""
        self._desks.seed(wish["desks"])
        return {"desk_ids": list(self._desks.by_id())}

    def frame(self, wish):
        """{"text"} or {"binary_hex"}: any frame to all sockets, also to those that a mute broker forgot."""
        payload = wish["text"] if "text" in wish else bytes.fromhex(wish["binary_hex"])
        return {"sockets": self._broker.send(payload)}

    def close(self, wish):
        """{"code": 1011, "reason": ""}: closes all sockets; 1006 cuts the connection."""
        return {"closed": self._broker.close(wish["code"], wish.get("reason", ""))}

    def broker(self, wish):
        """{"up": bool}."""
        self._broker.set_up(wish["up"])
        return {"up": self._broker.is_up}

    def mute(self, wish):
        """{"on": bool}: pongs live, and broadcasts reach nobody."""
        self._broker.mute(wish["on"])
        return {"on": self._broker.muted}

    def delay(self, wish):
        """{"ms", "actions": ["created"]}: broadcasts of these come later, so that an update overtakes its creation."""
        self._broker.delays = {action: wish["ms"] / 1000 for action in wish.get("actions", ["created"])}
        return {"delays": self._broker.delays}
