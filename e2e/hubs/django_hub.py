"""What the Django servers share: settings, the log of requests, the faults of /_control/, runserver's own server."""

import json
import os
import sys
import time

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers import basehttp
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.debug import ExceptionReporter
from django.views.decorators.csrf import csrf_exempt
from faults import Rules

CONTROL = "/_control/"
WAYS = ["500", "html", "empty", "truncated", "shape", "error200", "hang", "late500"]

# ROOT_URLCONF is this module: each server adds its routes.
urlpatterns = []


def configure(apps=(), sessions=False, databases=None):
    """Settings of a project in development: DEBUG, any Host, the MIDDLEWARE that startproject writes."""
    session = ["django.contrib.sessions.middleware.SessionMiddleware"] if sessions else []
    user = ["django.contrib.auth.middleware.AuthenticationMiddleware"] if sessions else []
    settings.configure(
        DEBUG=True,
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="only for tests",
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=list(apps),
        MIDDLEWARE=[
            f"{__name__}.record",
            "django.middleware.security.SecurityMiddleware",
            *session,
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            *user,
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            f"{__name__}.misbehave",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        STATIC_URL="/static/",
        DATABASES=databases or {},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        # Django sets the zone of the process, which is that of naive times: the one it already has.
        TIME_ZONE=os.environ.get("TZ") or "UTC",
        USE_TZ=False,
        DATA_UPLOAD_MAX_MEMORY_SIZE=None,
    )
    django.setup()


def serve(port, routes, controls):
    """Answer as `manage.py runserver` does: `routes` and, below /_control/, `controls` (name -> function)."""
    controls = {"fail": FAULTS.fail, "slow": FAULTS.slow, **controls}
    urlpatterns.extend(path(f"_control/{name}", _control(function)) for name, function in controls.items())
    urlpatterns.extend(routes)
    basehttp.run("127.0.0.1", port, WSGIHandler(), threading=True)


def _control(function):
    """A route of /_control/: JSON in, JSON out."""

    @csrf_exempt
    def answer(request):
        try:
            return JsonResponse(function(json.loads(request.body or b"{}")))
        except (KeyError, TypeError, ValueError) as wrong:
            return JsonResponse({"error": f"{type(wrong).__name__}: {wrong}"}, status=400)

    return answer


class Log:
    """What clients asked, in order."""

    def __init__(self):
        self.requests = []  # "METHOD path?query"
        self.writes = []  # {"request": the same, "body": text, or for a form with files {"fields", "files"}}

    def add(self, request):
        """Keep one."""
        line = f"{request.method} {request.get_full_path()}"
        self.requests.append(line)
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            self.writes.append({"request": line, "body": self._body(request)})

    @staticmethod
    def _body(request):
        if request.content_type != "multipart/form-data":
            return request.body.decode(errors="replace")
        files = {name: {"filename": it.name, "size": it.size} for name, it in request.FILES.items()}
        return {"fields": request.POST.dict(), "files": files}

    def state(self):
        """Both, for /_control/state."""
        return {"requests": self.requests, "writes": self.writes}


class Faults(Rules):
    """What is wrong at the moment."""

    def __init__(self):
        super().__init__(WAYS, seconds=None)
        self.bodies = {}  # the hub's own words: how -> JSON

    def answer(self, request, get_response):
        """What the hub answers, or what goes wrong instead."""
        rule = self.take(request.path, request.method)
        if rule is None:
            time.sleep(self.slow_s)
            return get_response(request)
        how, seconds = rule["how"], rule["seconds"]
        if how == "hang":
            time.sleep(5 if seconds is None else seconds)
            return self._json(how, 500)
        if how == "late500":
            # Done, and then the answer is lost: at once, or by waiting too long for it.
            get_response(request)
            time.sleep(seconds or 0)
            return self._json("hang" if seconds else how, 500)
        if how == "html":
            return HttpResponse(_error_page(request), status=500)
        if how == "empty":
            return HttpResponse(b"", content_type="application/json")
        if how == "truncated":
            response = get_response(request)
            response.content = response.content[: len(response.content) // 2]
            return response
        return self._json(how, 500 if how == "500" else 200)

    def _json(self, how, status):
        return JsonResponse(self.bodies[how], status=status)


def _error_page(request):
    """The page that Django shows for an exception."""
    try:
        raise RuntimeError("made to fail")
    except RuntimeError:
        return ExceptionReporter(request, *sys.exc_info()).get_traceback_html()


LOG = Log()
FAULTS = Faults()


def record(get_response):
    """Middleware, the first: whatever is asked is kept, also what no view ever sees."""

    def answer(request):
        if not request.path.startswith(CONTROL):
            LOG.add(request)
        return get_response(request)

    return answer


def misbehave(get_response):
    """Middleware, the last: what goes wrong has all the headers that the hub's answers have."""

    def answer(request):
        if request.path.startswith(CONTROL):
            return get_response(request)
        return FAULTS.answer(request, get_response)

    return answer
