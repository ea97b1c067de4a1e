"""The REST side of hub 004 §2, and the two middlewares that see only HTTP."""

import uuid
from datetime import datetime
from typing import Annotated

from fastapi import HTTPException, Query
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, Field
from starlette.middleware.base import BaseHTTPMiddleware

import fastapi_hub
import poker_mock

ORIGINS = ["http://localhost:3000", "http://127.0.0.1:3000", "http://localhost:5173", "http://127.0.0.1:5173"]
PROXY = (
    "x-forwarded-for",
    "x-real-ip",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-port",
    "forwarded",
)
CARD = "[2-9TJQKA][cdhs]"
Pair = Annotated[str, Field(pattern=f"^({CARD}){{2}}$")]
Board = Annotated[str, Field(pattern=f"^(({CARD}){{3,5}})?$")]


class LocalhostOnlyMiddleware(BaseHTTPMiddleware):
    """No proxies, and nobody from elsewhere; Host is not looked at."""

    async def dispatch(self, request, call_next):
        """403, or the answer with its headers."""
        if any(name in request.headers for name in PROXY):
            return PlainTextResponse("Forbidden: Proxy headers are not allowed", 403)
        if request.client.host not in ("127.0.0.1", "::1"):
            return PlainTextResponse("Forbidden: Only localhost is allowed", 403)
        response = await call_next(request)
        response.headers["x-content-type-options"] = "nosniff"
        response.headers["x-frame-options"] = "DENY"
        response.headers["x-localhost-only"] = "true"
        response.headers["x-request-id"] = str(uuid.uuid4())
        return response


class Equity(BaseModel):
    """Two hands."""

    hero_cards: Pair
    villain_cards: Pair
    board: Board = ""
    iterations: Annotated[int, Field(ge=1_000, le=1_000_000)] = 100_000


class Multiway(BaseModel):
    """Up to ten."""

    hands: Annotated[list[Pair], Field(min_length=2, max_length=10)]
    board: Board = ""
    iterations: Annotated[int, Field(ge=1_000, le=500_000)] = 100_000


class Rest:
    """The routes."""

    def __init__(self, live):
        self._live = live
        self.rows = None  # what the tests put in the place of the mock data

    def app(self, faults):
        """The application, the WebSocket included: the middlewares do not see that (§1)."""
        routes = [
            ("GET", "/health", self.health),
            ("GET", "/ws/stats", self.live_stats),
            ("GET", "/api/v1/hands/recent", self.recent),
            ("GET", "/api/v1/hands/{hand_id}", self.hand),
            ("GET", "/api/v1/stats/player/{name}", self.player),
            ("POST", "/api/v1/equity/calculate", self.equity),
            ("POST", "/api/v1/equity/calculate/multiway", self.multiway),
        ]
        openapi = {"title": "Poker AI API", "openapi_url": "/api/v1/openapi.json"}
        app = fastapi_hub.application(routes, faults, **openapi)
        app.add_api_websocket_route("/ws", self._live.talk)
        methods = ["GET", "POST", "PUT", "DELETE"]
        app.add_middleware(
            CORSMiddleware, allow_origins=ORIGINS, allow_methods=methods, allow_headers=["*"], allow_credentials=True
        )
        # Which of the two is the outer one is not captured.
        app.add_middleware(LocalhostOnlyMiddleware)
        return app

    def _listed(self):
        return poker_mock.recent() if self.rows is None else self.rows

    def shown(self):
        """What /recent lists if all is asked for."""
        return self._listed()

    async def health(self):
        """A string, not a boolean."""
        return {"status": "healthy", "service": "Poker AI API", "ffi_available": "False"}

    async def live_stats(self):
        """§1."""
        return self._live.stats()

    async def recent(
        self,
        limit: Annotated[int, Query(ge=1, le=500)] = 50,
        offset: Annotated[int, Query(ge=0)] = 0,
        start_date: datetime | None = None,
        end_date: datetime | None = None,
        stake: str | None = None,
        hero_only: bool = False,
    ):
        """Offset, stake and dates change nothing; a date with a zone and one without cannot be compared (500)."""
        if start_date and end_date and end_date <= start_date:
            raise HTTPException(400, "end_date debe ser posterior a start_date")
        rows = self._listed()
        if not isinstance(rows, list):
            return rows
        rows = rows[:limit]
        return [row for row in rows if row.get("hero_played")] if hero_only else rows

    async def hand(self, hand_id: str):
        """Only one is known."""
        if len(hand_id) < 10:
            raise HTTPException(400, "hand_id inválido. Formato esperado: YYYYMMDD-XXXXXXXX")
        if hand_id != poker_mock.DETAIL["hand_id"]:
            raise HTTPException(404, f"Mano no encontrada: {hand_id}")
        return poker_mock.DETAIL

    async def player(
        self,
        name: str,
        start_date: datetime | None = None,
        end_date: datetime | None = None,
        stake: str | None = None,
        game_type: str | None = None,
        min_hands: int = 0,
    ):
        """Whatever is asked."""
        if game_type not in (None, "NLHE", "PLO"):
            raise HTTPException(400, "game_type debe ser 'NLHE' o 'PLO'")
        return poker_mock.stats(name)

    async def equity(self, _wish: Equity):
        """The native module is not there."""
        text = "El módulo de cálculo nativo no está disponible. Ejecutar 'maturin develop' en backend/ffi."
        raise HTTPException(503, {"error": "FFI_MODULE_UNAVAILABLE", "message": text})

    async def multiway(self, _wish: Multiway):
        """The same."""
        await self.equity(_wish)
