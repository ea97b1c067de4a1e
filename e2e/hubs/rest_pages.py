"""A Django REST framework server as its tutorial makes one: a model, a viewset with pages, and token authentication.

usage: rest_pages.py --port N [--count N] [--page-size N]

One user, `ana` with `secreto`. Below /_control/: `make` and `drop` change the orders as another client does, `revoke` forgets all tokens,
`truth` is all that is held (and django_hub.py's faults).
"""

import argparse
import os
import tempfile

import django_hub

APPS = ["django.contrib.contenttypes", "django.contrib.auth", "rest_framework", "rest_framework.authtoken"]


def make_model():
    """The model, with its table."""
    from django.db import connection, models

    class Order(models.Model):
        """An order."""

        name = models.CharField(max_length=40, unique=True)
        status = models.CharField(max_length=10, default="new", choices=[(it, it) for it in ("new", "paid", "lost")])
        created_at = models.DateTimeField(auto_now_add=True)

        class Meta:
            app_label = "orders"
            ordering = ["id"]

    with connection.schema_editor() as editor:
        editor.create_model(Order)
    return Order


def make_routes(model, page_size):
    """The routes that a router gives, and the one that gives tokens."""
    from django.urls import include, path
    from rest_framework import pagination, permissions, routers, serializers, viewsets
    from rest_framework.authentication import TokenAuthentication
    from rest_framework.authtoken.views import obtain_auth_token

    size = page_size

    class Serializer(serializers.ModelSerializer):
        """All fields."""

        class Meta:
            fields = "__all__"

    Serializer.Meta.model = model

    class Pages(pagination.PageNumberPagination):
        """Pages by their number."""

        page_size = size

    class Orders(viewsets.ModelViewSet):
        """Everything that a viewset does."""

        queryset = model.objects.all()
        serializer_class = Serializer
        pagination_class = Pages
        authentication_classes = [TokenAuthentication]
        permission_classes = [permissions.IsAuthenticated]

    router = routers.DefaultRouter()
    router.register("orders", Orders)
    return [path("api/", include(router.urls)), path("api-token-auth/", obtain_auth_token)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--page-size", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(folder, "db.sqlite3")}
        django_hub.configure(APPS, databases={"default": database})
        from django.contrib.auth.models import User
        from django.core.management import call_command
        from rest_framework.authtoken.models import Token

        call_command("migrate", verbosity=0)
        User.objects.create_user("ana", password="secreto")
        order = make_model()
        order.objects.bulk_create(order(name=f"Pedido {nr}") for nr in range(1, options.count + 1))

        def make(wish):
            return {"id": order.objects.create(**wish).id}

        def drop(wish):
            return {"count": order.objects.filter(**wish).delete()[0]}

        def revoke(_):
            return {"count": Token.objects.all().delete()[0]}

        def truth(_):
            return {"orders": list(order.objects.values("id", "name", "status")), **django_hub.LOG.state()}

        controls = {"make": make, "drop": drop, "revoke": revoke, "truth": truth}
        django_hub.serve(options.port, make_routes(order, options.page_size), controls)


if __name__ == "__main__":
    main()
