"""What the back end of hub 001 §4 remembers, and whom it tells of it. In memory, naive local times."""

from datetime import datetime

FORMAT = "%Y-%m-%d %H:%M:%S"


class Refused(Exception):
    """400 with this text."""


class Store:
    """Users, groups, events and invitations; `tell(user_id, frame)` is called for each frame of §4.3."""

    def __init__(self, tell):
        self.tell = tell
        self.users = {}  # id -> {"username", "password"}
        self.groups = {}  # id -> {"name", "description", "is_hierarchical", "creator_id", "members": [id]}
        self.invitations = {}  # id -> {"group_id", "user_id", "inviter_id", "created_at", "response"}
        self.events = {}  # id -> the fields of §4.2 and "participants": {id: None, 0 or 1}
        self._ids = {}

    def next_id(self, what):
        self._ids[what] = self._ids.get(what, 0) + 1
        return self._ids[what]

    def name(self, user_id):
        """A user that never was has no name."""
        return self.users.get(user_id, {}).get("username", "")

    # Users.

    def register(self, username, password):
        """An empty name is as good as another."""
        if any(user["username"] == username for user in self.users.values()):
            raise Refused("El nombre de usuario ya existe")
        user_id = self.next_id("user")
        self.users[user_id] = {"username": username, "password": password}
        return user_id

    def login(self, username, password):
        """The id, or None."""
        known = {"username": username, "password": password}
        return next((user_id for user_id, user in self.users.items() if user == known), None)

    # Groups.

    def groups_of(self, user_id):
        """id -> group."""
        return {key: group for key, group in self.groups.items() if user_id in group["members"]}

    def add_group(self, creator_id, name, description="", is_hierarchical=0, members=()):
        """The id and how many were invited."""
        if any(group["name"] == name for group in self.groups.values()):
            raise Refused("El grupo ya existe")
        group_id = self.next_id("group")
        self.groups[group_id] = {
            "name": name,
            "description": description,
            "is_hierarchical": int(is_hierarchical),
            "creator_id": creator_id,
            "members": [creator_id],
        }
        invited = [user_id for user_id in members if user_id != creator_id]
        for user_id in invited:
            self.invite(creator_id, group_id, user_id)
        return group_id, len(invited)

    def invite(self, inviter_id, group_id, user_id):
        """§4.3 group_invitation."""
        group = self.groups[group_id]
        if user_id in group["members"] or any(it["group_id"] == group_id for _, it in self.invited(user_id)):
            raise Refused("El usuario ya es miembro o tiene una invitación pendiente")
        invitation_id = self.next_id("invitation")
        self.invitations[invitation_id] = {
            "group_id": group_id,
            "user_id": user_id,
            "inviter_id": inviter_id,
            "created_at": datetime.now().strftime(FORMAT),
            "response": None,
        }
        frame = {"group_id": group_id, "group_name": group["name"], "inviter_id": inviter_id}
        self.tell(user_id, {"type": "group_invitation", **frame})
        return invitation_id

    def invited(self, user_id):
        """(id, invitation) without a response."""
        found = self.invitations.items()
        return [(key, it) for key, it in found if it["user_id"] == user_id and it["response"] is None]

    def respond(self, user_id, invitation_id, response):
        """Twice, or to one that never was: the hub breaks (500)."""
        invitation = dict(self.invited(user_id))[invitation_id]
        invitation["response"] = response
        if response != "accepted":
            return
        group_id = invitation["group_id"]
        members = self.groups[group_id]["members"]
        for other in members:
            self.tell(other, {"type": "new_group_member", "group_id": group_id, "new_member_id": user_id})
        members.append(user_id)

    def led(self, user_id, group_id, what):
        """The group, for who leads it."""
        group = self.groups.get(group_id)
        if group is None or group["creator_id"] != user_id:
            raise Refused(f"Solo los líderes pueden {what}")
        return group

    def delete_group(self, user_id, group_id):
        """The name of what is gone."""
        group = self.led(user_id, group_id, "eliminar el grupo")
        del self.groups[group_id]
        self.invitations = {key: it for key, it in self.invitations.items() if it["group_id"] != group_id}
        frame = {"type": "group_deleted", "group_id": group_id, "group_name": group["name"], "deleted_by": user_id}
        for other in group["members"]:
            if other != user_id:
                self.tell(other, frame)
        return group["name"]

    def remove_member(self, user_id, group_id, member_id):
        """The member hears of it."""
        members = self.led(user_id, group_id, "eliminar miembros")["members"]
        if member_id in members:
            members.remove(member_id)
            self.tell(member_id, {"type": "removed_from_group", "group_id": group_id})

    # Events.

    def add_event(self, creator_id, wish, checked=True):
        """§4.3: who hears of an event depends on whose it is."""
        if checked:
            self._check(creator_id, wish)
        event_id, group_id = self.next_id("event"), wish.get("group_id")
        members = self.groups[group_id]["members"] if group_id in self.groups else []
        leads = group_id in self.groups and self.groups[group_id]["creator_id"] == creator_id
        event = {key: wish[key] for key in ("title", "description", "start_time", "end_time")}
        accepted = 1 if leads else None
        participants = {**dict.fromkeys(wish.get("participants_ids") or []), **dict.fromkeys(members, accepted)}
        event |= {"creator_id": creator_id, "group_id": group_id}
        event["is_group_event"] = int(bool(wish.get("is_group_event")))
        self.events[event_id] = event | {"participants": {**participants, creator_id: 1}}
        for user_id in participants:
            frame = self._announcement(event_id, user_id in members, leads, wish.get("is_hierarchical"))
            if frame and user_id != creator_id:
                self.tell(user_id, frame)
        return event_id

    def _announcement(self, event_id, of_group, led, hierarchical):
        """A leader's plain group event notifies nobody."""
        event = self.events[event_id]
        times = {key: event[key] for key in ("title", "start_time", "end_time")}
        if not of_group:
            return {"type": "event_invitation", "event_id": event_id, **times}
        group = {"group_id": event["group_id"]}
        if not led:
            stamp = datetime.now().isoformat()
            return {"type": "group_event_invitation", "event_id": event_id, **group, "timestamp": stamp}
        return {"type": "hierarchical_event_added", "event_id": event_id, **times, **group} if hierarchical else None

    def _check(self, creator_id, wish):
        try:
            for key in ("start_time", "end_time"):
                datetime.strptime(wish[key], FORMAT)
        except ValueError as wrong:
            raise Refused(f"Formato de fecha inválido: {wrong}") from wrong
        if self._busy(creator_id, wish):
            raise Refused("Conflicto en agenda del creador")
        busy = [user_id for user_id in wish.get("participants_ids") or [] if self._busy(user_id, wish)]
        if busy:
            raise Refused(f"Conflicto con participantes: {busy}")

    def _busy(self, user_id, wish):
        taken = [it for it in self.events.values() if it["participants"].get(user_id) == 1]
        return any(it["start_time"] < wish["end_time"] and wish["start_time"] < it["end_time"] for it in taken)

    def events_of(self, user_id):
        """id -> event, whatever was answered."""
        return {key: event for key, event in self.events.items() if user_id in event["participants"]}

    def answer(self, user_id, event_id, accepted):
        """An event that never was is no error; the creator hears of the others."""
        event = self.events.get(event_id)
        if event is None or user_id not in event["participants"]:
            return
        event["participants"][user_id] = int(accepted)
        self._tell_creator("event_accepted" if accepted else "event_declined", event_id, user_id)

    def leave(self, user_id, event_id):
        """The creator hears of it."""
        event = self.mine(user_id, event_id)
        del event["participants"][user_id]
        self._tell_creator("participant_left", event_id, user_id)

    def _tell_creator(self, kind, event_id, user_id):
        event = self.events[event_id]
        frame = {"type": kind, "event_id": event_id, "event_title": event["title"], "user_name": self.name(user_id)}
        self.tell(event["creator_id"], frame)

    def cancel(self, user_id, event_id):
        """Only what is one's own."""
        event = self.events.get(event_id)
        if event is None or event["creator_id"] != user_id:
            raise Refused("Solo el creador puede cancelar el evento")
        del self.events[event_id]
        frame = {"type": "event_cancelled", "event_id": event_id, "event_title": event["title"]}
        for other in event["participants"]:
            if other != user_id:
                self.tell(other, frame)

    def mine(self, user_id, event_id):
        """An event that the user takes part in."""
        if event_id not in self.events_of(user_id):
            raise Refused("No tienes acceso a este evento")
        return self.events[event_id]


def seed(store):
    """ana and bob, the group of both, and an invitation of each kind for ana."""
    ana, bob = store.register("ana", "secreto"), store.register("bob", "secreto")
    team, _ = store.add_group(ana, "Equipo", "d", 0, [bob])
    store.respond(bob, 1, "accepted")
    club, _ = store.add_group(bob, "Club de ajedrez", "")
    store.invite(bob, club, ana)

    def event(creator, title, day, **more):
        times = {"start_time": f"{day} 10:00:00", "end_time": f"{day} 11:00:00"}
        return store.add_event(creator, {"title": title, "description": "desc", **times, **more})

    meeting = event(ana, "Reunión", "2026-12-01", participants_ids=[bob])
    store.answer(bob, meeting, True)
    event(bob, "De bob", "2026-12-02", participants_ids=[ana])
    event(ana, "Semanal", "2026-12-05", group_id=team, is_group_event=True)
    event(ana, "Del año pasado", "2020-01-31")
