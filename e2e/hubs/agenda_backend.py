"""The back end of hub 001 §4.1 and §4.2: everything but auth wants `?token=`, and rows are arrays."""

import asyncio
import secrets
import time
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from fastapi import Depends, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel

import fastapi_hub
from agenda_coordinator import unprocessable
from agenda_store import FORMAT, Refused

BCRYPT_S = 0.25
SLIDING_S = 24 * 3600


class Sessions:
    """Tokens; as files they survive a restart (§4.1)."""

    def __init__(self, folder=None):
        self._folder = Path(folder) if folder else None
        self._tokens = {}  # token -> (user id, until when)
        for file in self._folder.iterdir() if self._folder else ():
            self._tokens[file.name] = (int(file.read_text()), time.time() + SLIDING_S)

    def open(self, user_id):
        """A new token."""
        token = secrets.token_urlsafe(32)
        self._tokens[token] = (user_id, time.time() + SLIDING_S)
        if self._folder:
            (self._folder / token).write_text(str(user_id))
        return token

    def user(self, token):
        """Whose it is; its 24 h begin again."""
        user_id, until = self._tokens.get(token, (None, 0))
        if until < time.time():
            raise HTTPException(401, "Sesión inválida o expirada")
        self._tokens[token] = (user_id, time.time() + SLIDING_S)
        return user_id

    def expire(self, user_id):
        """How many tokens of a user are gone."""
        gone = [token for token, (owner, _) in self._tokens.items() if owner == user_id]
        for token in gone:
            del self._tokens[token]
            if self._folder:
                (self._folder / token).unlink()
        return len(gone)


async def _user(request: Request, token: str):
    return request.app.state.sessions.user(token)


User = Annotated[int, Depends(_user)]


class Credentials(BaseModel):
    """An empty name is accepted."""

    username: str
    password: str


class NewGroup(BaseModel):
    """`members` are invited."""

    name: str
    description: str = ""
    is_hierarchical: bool = False
    members: list[int] = []


class GroupChange(BaseModel):
    """What is left out stays."""

    name: str | None = None
    description: str | None = None


class Invite(BaseModel):
    """Into a group."""

    group_id: int
    invited_user_id: int


class GroupResponse(BaseModel):
    """To an invitation into a group."""

    invitation_id: int
    response: Literal["accepted", "declined"]


class EventResponse(BaseModel):
    """To an invitation to an event."""

    event_id: int
    accepted: bool


class NewEvent(BaseModel):
    """Dates are strict and naive; without a description it is 422."""

    title: str
    description: str
    start_time: str
    end_time: str
    group_id: int | None = None
    is_group_event: bool = False
    participants_ids: list[int] = []
    is_hierarchical: bool = False


class Backend:
    """The routes."""

    def __init__(self, store, sessions):
        self._store = store
        self._sessions = sessions

    def app(self, faults):
        """The application; no CORS (§1)."""
        routes = [*self._group_routes(), *self._event_routes()]
        app = fastapi_hub.application(routes, faults, {RequestValidationError: unprocessable, Refused: _refused})
        app.state.sessions = self._sessions
        return app

    def _group_routes(self):
        return [
            ("POST", "/auth/register", self.register),
            ("POST", "/auth/login", self.login),
            ("GET", "/users", self.users),
            ("GET", "/groups", self.groups),
            ("POST", "/groups", self.add_group),
            ("POST", "/groups/invite", self.invite),
            ("GET", "/groups/invitations", self.group_invitations),
            ("GET", "/groups/invitations/count", self.count_group_invitations),
            ("POST", "/groups/invitations/respond", self.respond),
            ("GET", "/groups/{group_id}/members", self.members),
            ("GET", "/groups/{group_id}/info", self.group_info),
            ("PUT", "/groups/{group_id}", self.change_group),
            ("DELETE", "/groups/{group_id}", self.delete_group),
            ("DELETE", "/groups/{group_id}/members/{member_id}", self.remove_member),
        ]

    def _event_routes(self):
        return [
            ("GET", "/events", self.events),
            ("POST", "/events", self.add_event),
            ("GET", "/events/detailed", self.detailed),
            ("GET", "/events/invitations", self.event_invitations),
            ("GET", "/events/invitations/count", self.count_event_invitations),
            ("POST", "/events/invitations/respond", self.answer),
            ("GET", "/events/{event_id}/details", self.details),
            ("DELETE", "/events/{event_id}", self.cancel),
            ("DELETE", "/events/{event_id}/leave", self.leave),
        ]

    async def register(self, wish: Credentials):
        """bcrypt takes its time."""
        await asyncio.sleep(BCRYPT_S)
        self._store.register(wish.username, wish.password)
        return {"message": "Usuario registrado exitosamente"}

    async def login(self, wish: Credentials):
        """A token in the answer's body; no cookie."""
        await asyncio.sleep(BCRYPT_S)
        user_id = self._store.login(wish.username, wish.password)
        if user_id is None:
            raise HTTPException(401, "Credenciales inválidas")
        return {"token": self._sessions.open(user_id), "user_id": user_id}

    async def users(self, user: User):
        """(id, username)."""
        return [[key, it["username"]] for key, it in self._store.users.items()]

    # Groups.

    async def groups(self, user: User):
        """(id, name, is_hierarchical)."""
        return [[key, it["name"], it["is_hierarchical"]] for key, it in self._store.groups_of(user).items()]

    async def add_group(self, wish: NewGroup, user: User):
        """The members are only invited."""
        group_id, invited = self._store.add_group(user, **wish.model_dump())
        return {"group_id": group_id, "message": f"Invitaciones enviadas: {invited}"}

    async def members(self, group_id: int, user: User):
        """(id, username)."""
        return [[key, self._store.name(key)] for key in self._store.groups[group_id]["members"]]

    async def invite(self, wish: Invite, user: User):
        """Any user may be invited."""
        self._store.invite(user, wish.group_id, wish.invited_user_id)
        return {"message": "Invitación enviada exitosamente"}

    async def group_invitations(self, user: User):
        """(invitation_id, group, inviter, created_at, group_id)."""
        store = self._store
        return [
            [key, store.groups[it["group_id"]]["name"], store.name(it["inviter_id"]), it["created_at"], it["group_id"]]
            for key, it in store.invited(user)
        ]

    async def count_group_invitations(self, user: User):
        """Without a response."""
        return {"count": len(self._store.invited(user))}

    async def respond(self, wish: GroupResponse, user: User):
        """Not twice: 500."""
        self._store.respond(user, wish.invitation_id, wish.response)
        return {"message": "Respuesta registrada"}

    async def group_info(self, group_id: int, user: User):
        """One group."""
        group = self._store.groups[group_id]
        return {"id": group_id, **{key: it for key, it in group.items() if key != "members"}}

    async def change_group(self, group_id: int, wish: GroupChange, user: User):
        """Nobody is notified."""
        self._store.led(user, group_id, "editar el grupo").update(wish.model_dump(exclude_none=True))
        return {"message": "Grupo actualizado exitosamente"}

    async def delete_group(self, group_id: int, user: User):
        """Its events stay."""
        return {"message": f"Grupo '{self._store.delete_group(user, group_id)}' eliminado exitosamente"}

    async def remove_member(self, group_id: int, member_id: int, user: User):
        """By who leads."""
        self._store.remove_member(user, group_id, member_id)
        return {"message": "Miembro eliminado del grupo"}

    # Events.

    async def events(self, user: User):
        """(title, description, start, end, creator, group): no id, and once per participant."""
        found = self._store.events_of(user).values()
        return [
            [*self._brief(event), self._store.name(event["creator_id"]), self._group_name(event)]
            for event in found
            if event["participants"][user]
            for _ in event["participants"]
        ]

    async def detailed(self, user: User, filter_type: str = "all"):
        """Objects; an unknown filter is none."""
        now = datetime.now().strftime(FORMAT)
        wanted = {
            "upcoming": lambda row: row["start_time"] >= now,
            "past": lambda row: row["end_time"] < now,
            "pending": lambda row: row["is_accepted"] is None,
            "created": lambda row: row["is_creator"],
        }.get(filter_type, lambda row: True)
        rows = [self._detail(key, event, user) for key, event in self._store.events_of(user).items()]
        return [row for row in rows if wanted(row)]

    async def add_event(self, wish: NewEvent, user: User):
        """Own, with guests, or of a group."""
        event_id = self._store.add_event(user, wish.model_dump())
        return {"event_id": event_id, "message": "Evento creado exitosamente"}

    async def event_invitations(self, user: User):
        """(event_id, title, description, start, end, creator, group_name, is_group_event, group_id)."""
        rows = []
        for key, it in self._pending(user).items():
            group = [self._group_name(it), it["is_group_event"], it["group_id"]]
            rows.append([key, *self._brief(it), self._store.name(it["creator_id"]), *group])
        return rows

    async def count_event_invitations(self, user: User):
        """Without an answer."""
        return {"count": len(self._pending(user))}

    async def answer(self, wish: EventResponse, user: User):
        """An unknown event is no error."""
        self._store.answer(user, wish.event_id, wish.accepted)
        return {"message": f"Invitación {'aceptada' if wish.accepted else 'rechazada'}"}

    async def details(self, event_id: int, user: User):
        """With its participants."""
        event = self._store.mine(user, event_id)
        participants = [
            {"user_id": key, "username": self._store.name(key), "is_accepted": accepted}
            for key, accepted in event["participants"].items()
        ]
        return {**self._detail(event_id, event, user), "participants": participants}

    async def cancel(self, event_id: int, user: User):
        """By the creator."""
        self._store.cancel(user, event_id)
        return {"message": "Evento cancelado exitosamente"}

    async def leave(self, event_id: int, user: User):
        """By a participant."""
        self._store.leave(user, event_id)
        return {"message": "Has salido del evento"}

    def _pending(self, user):
        return {key: it for key, it in self._store.events_of(user).items() if it["participants"][user] is None}

    def _brief(self, event):
        return [event[key] for key in ("title", "description", "start_time", "end_time")]

    def _group_name(self, event):
        return self._store.groups.get(event["group_id"], {}).get("name")

    def _detail(self, event_id, event, user):
        """Flags are 0 and 1, and is_accepted may be null."""
        return {
            "id": event_id,
            **{key: event[key] for key in ("title", "description", "start_time", "end_time", "creator_id")},
            "creator_name": self._store.name(event["creator_id"]),
            "group_name": self._group_name(event),
            "is_group_event": event["is_group_event"],
            "is_accepted": event["participants"][user],
            "is_creator": int(event["creator_id"] == user),
        }


async def _refused(_request, wrong):
    return JSONResponse({"detail": str(wrong)}, 400)
