"""The back end of hub 001 §7, variant B: objects in place of arrays, and what users decide goes into the query."""

from typing import Literal

from agenda_backend import Backend, NewEvent, User


class VariantB(Backend):
    """What differs."""

    async def groups(self, user: User):
        """Objects with booleans."""
        return [
            {
                "id": key,
                "name": it["name"],
                "description": it["description"],
                "is_hierarchical": bool(it["is_hierarchical"]),
                "creator_id": it["creator_id"],
            }
            for key, it in self._store.groups_of(user).items()
        ]

    async def members(self, group_id: int, user: User):
        """(id, username, leads); a name may be empty."""
        group = self._store.groups[group_id]
        return [[key, self._store.name(key), int(key == group["creator_id"])] for key in group["members"]]

    async def group_invitations(self, user: User):
        """Objects that name neither the group nor who invites."""
        return [
            {
                "id": key,
                "group_id": it["group_id"],
                "invited_user_id": user,
                "invited_username": "",
                "inviter_id": it["inviter_id"],
                "status": "pending",
            }
            for key, it in self._store.invited(user)
        ]

    async def invite(self, group_id: int, invited_user_id: int, user: User):
        """In the query."""
        self._store.invite(user, group_id, invited_user_id)
        return {"message": "Invitación enviada exitosamente"}

    async def respond(self, invitation_id: int, response: Literal["accepted", "declined"], user: User):
        """In the query; a body is not looked at."""
        self._store.respond(user, invitation_id, response)
        return {"message": "Respuesta registrada"}

    async def answer(self, event_id: int, accepted: bool, user: User):
        """In the query."""
        self._store.answer(user, event_id, accepted)
        return {"message": f"Invitación {'aceptada' if accepted else 'rechazada'}"}

    async def add_event(self, wish: NewEvent, user: User):
        """The answer names a node."""
        event_id = self._store.add_event(user, wish.model_dump())
        message = "Evento creado exitosamente"
        return {"status": "ok", "message": message, "node": "raft_events_am_1", "event_id": event_id}
