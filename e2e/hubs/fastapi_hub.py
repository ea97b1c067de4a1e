"""What the FastAPI servers share: the log of requests, the faults and routes of /_control/, uvicorn itself."""

import asyncio
import inspect
import json

import uvicorn
from fastapi import APIRouter, FastAPI
from faults import Rules
from starlette.responses import HTMLResponse, JSONResponse, Response

CONTROL = "/_control/"
WAYS = ["500", "html", "empty", "truncated", "shape", "error200", "hang"]
PAGE = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
SAFE = ("GET", "HEAD", "OPTIONS")


class Log:
    """What clients asked, in order."""

    def __init__(self):
        self.requests = []  # "METHOD path?query"
        self.writes = []  # {"request": the same, "body": text}, of unsafe methods

    def add(self, scope, body):
        """Keep one."""
        query = scope["query_string"].decode()
        line = f"{scope['method']} {scope['path']}" + (f"?{query}" if query else "")
        self.requests.append(line)
        if scope["method"] not in SAFE:
            self.writes.append({"request": line, "body": body.decode(errors="replace")})


class Outermost:
    """Around a whole FastAPI app: answers what stands below /_control/ and keeps what else is asked."""

    def __init__(self, app, log, controls=None):
        self._app = app
        self._log = log
        self._controls = controls or {}  # name -> function or coroutine function of the JSON that came

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._controls and scope["path"].startswith(CONTROL):
            response = await self._control(scope["path"].removeprefix(CONTROL), await _body(receive))
            await response(scope, receive, send)
            return
        body = b"" if scope["method"] in SAFE else await _body(receive)
        self._log.add(scope, body)
        first = [{"type": "http.request", "body": body}]

        async def again():
            return first.pop() if first else await receive()

        await self._app(scope, again, send)

    async def _control(self, name, body):
        if name not in self._controls:
            return JSONResponse({"error": f"no such control: {name}"}, status_code=404)
        try:
            answer = self._controls[name](json.loads(body or b"{}"))
            return JSONResponse(await answer if inspect.isawaitable(answer) else answer)
        except (KeyError, IndexError, TypeError, ValueError) as wrong:
            return JSONResponse({"error": f"{type(wrong).__name__}: {wrong}"}, status_code=400)


async def _body(receive):
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


class Faults(Rules):
    """What is wrong at the moment. What is cut, misshapen or late has been done; what fails otherwise has not."""

    def __init__(self, error):
        super().__init__(WAYS, seconds=5)
        self._error = error  # the hub's own words, of error200
        self._raw = {}  # path -> the texts that a GET answers in turn

    def rows(self, wish):
        """{"path", "body": any JSON} or {"text"}; {"turns": [body, body]}: one after the other, and again.

        {"path"} alone: the real ones again; {} or null: so for all paths.
        """
        wish = wish or {}
        if "text" in wish:
            self._raw[wish["path"]] = [wish["text"]]
        elif "turns" in wish or "body" in wish:
            bodies = wish["turns"] if "turns" in wish else [wish["body"]]
            self._raw[wish["path"]] = [json.dumps(it, ensure_ascii=False, separators=(",", ":")) for it in bodies]
        elif "path" in wish:
            self._raw.pop(wish["path"], None)
        else:
            self._raw.clear()
        return {"raw": sorted(self._raw)}

    def shown(self, path, real):
        """What a GET of the path says, read as JSON; of turns the last that went out. None when it is no JSON."""
        if path not in self._raw:
            return real
        try:
            return json.loads(self._raw[path][-1])
        except ValueError:
            return None

    def instead(self, how, body):
        """The answer in the place of the one that has this body."""
        if how == "html":
            return HTMLResponse(PAGE)
        if how == "empty":
            return Response(b"", media_type="application/json")
        if how == "error200":
            return JSONResponse({"error": self._error})
        if how == "truncated":
            return Response(body[: len(body) // 2], media_type="application/json")
        if how == "shape":
            return JSONResponse({"detail": "shape"} if body.startswith(b"[") else "shape")
        raise RuntimeError("made to fail")  # 500, which Starlette answers in plain text

    def raw(self, scope):
        """The text that this request is answered with, or None."""
        texts = self._raw.get(scope["path"])
        if texts is None or scope["method"] != "GET":
            return None
        texts.append(texts.pop(0))
        return texts[-1]


class Misbehave:
    """The innermost middleware: what goes wrong has all the headers that the hub's answers have."""

    def __init__(self, app, faults):
        self._app = app
        self._faults = faults

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        rule = self._faults.take(scope["path"], scope["method"])
        how = rule and rule["how"]
        if how in (None, "hang"):
            await asyncio.sleep(rule["seconds"] if how else self._faults.slow_s)
            await self._answer(scope, receive, send)
            return
        _status, body = await self._ask(scope, receive) if how in ("truncated", "shape") else (0, b"")
        await self._faults.instead(how, body)(scope, receive, send)

    async def _answer(self, scope, receive, send):
        text = self._faults.raw(scope)
        status, body = (0, b"") if text is None else await self._ask(scope, receive)
        if status == 200:
            await Response(text, media_type="application/json")(scope, receive, send)
        elif status:
            await Response(body, status, media_type="application/json")(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _ask(self, scope, receive):
        """Status and body of the hub's own answer."""
        found = {"status": 0, "body": b""}

        async def keep(message):
            found["status"] = message.get("status", found["status"])
            found["body"] += message.get("body", b"")

        await self._app(scope, receive, keep)
        return found["status"], found["body"]


def application(routes, faults, refusals=None, **options):
    """A FastAPI app of (method, path, view); `refusals` are its exception handlers."""
    app = FastAPI(exception_handlers=refusals, **options)
    router = APIRouter()
    for method, path, view in routes:
        router.add_api_route(path, view, methods=[method], response_model=None)
    app.include_router(router)
    app.add_middleware(Misbehave, faults=faults)
    return app


def server(app, port):
    """uvicorn with its defaults, and quiet."""
    return uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, access_log=False, log_level="warning"))


async def serve(*servers):
    """Run until one of them ends; the last begins to listen when the others do already."""
    running = []
    for one in servers:
        running.append(asyncio.create_task(one.serve()))
        while not one.started and not running[-1].done():
            await asyncio.sleep(0.01)
    await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
