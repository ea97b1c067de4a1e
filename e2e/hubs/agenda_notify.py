"""POST /_control/notify: what must have happened for each frame of hub 001 §4.3, done to the store."""

from contextlib import contextmanager
from datetime import datetime, timedelta


def happen(store, user_id, kind, title=None):
    """Do it as another user would; the frame that tells this user. The other one hears nothing."""
    with _listening(store) as sent:
        Happening(store, user_id, title).do(kind)
    return next(frame for to, frame in reversed(sent) if to == user_id and frame["type"] == kind)


@contextmanager
def _listening(store):
    """Keeps frames instead of sending them."""
    sent, tell = [], store.tell
    store.tell = lambda user_id, frame: sent.append((user_id, frame))
    try:
        yield sent
    finally:
        store.tell = tell


class Happening:
    """One user and another who acts."""

    def __init__(self, store, user_id, title):
        self._store = store
        self._user = user_id
        self._other = next(key for key in store.users if key != user_id)
        self._title = title or f"Aviso {store.next_id('notice')}"

    def do(self, kind):
        """The kind is a frame's type."""
        done = {
            "group_invitation": self._group_invitation,
            "new_group_member": self._new_group_member,
            "event_invitation": self._invited,
            "event_accepted": lambda: self._answered(True),
            "event_declined": lambda: self._answered(False),
            "group_event_invitation": lambda: self._of_a_group(led_by=self._user, made_by=self._other),
            "hierarchical_event_added": lambda: self._of_a_group(led_by=self._other, made_by=self._other),
            "event_cancelled": lambda: self._store.cancel(self._other, self._invited()),
            "participant_left": lambda: self._store.leave(self._other, self._answered(True)),
            "removed_from_group": lambda: self._store.remove_member(self._other, self._group(self._other), self._user),
            "group_deleted": lambda: self._store.delete_group(self._other, self._group(self._other)),
        }
        if kind not in done:
            raise ValueError(f"no such type: {kind}")
        done[kind]()

    def _event(self, creator, **more):
        """Each in an hour of its own, so that none is in another's way."""
        starts = datetime(2027, 1, 1) + timedelta(hours=len(self._store.events))
        times = {"start_time": str(starts), "end_time": str(starts + timedelta(hours=1))}
        return self._store.add_event(creator, {"title": self._title, "description": "", **times, **more}, checked=False)

    def _group(self, leader):
        """A new one with both."""
        group_id, _ = self._store.add_group(leader, self._title, "")
        self._store.groups[group_id]["members"] = [leader, self._user if leader == self._other else self._other]
        return group_id

    def _group_invitation(self):
        self._store.add_group(self._other, self._title, "", 0, [self._user])

    def _new_group_member(self):
        group_id, _ = self._store.add_group(self._user, self._title, "")
        invitation = self._store.invite(self._user, group_id, self._other)
        self._store.respond(self._other, invitation, "accepted")

    def _invited(self):
        return self._event(self._other, participants_ids=[self._user])

    def _answered(self, accepted):
        event_id = self._event(self._user, participants_ids=[self._other])
        self._store.answer(self._other, event_id, accepted)
        return event_id

    def _of_a_group(self, led_by, made_by):
        group_id = self._group(led_by)
        self._event(made_by, group_id=group_id, is_group_event=True, is_hierarchical=True)
