"""The REST side of hub 003 §1. Import it only once the settings are made: Django REST framework reads them."""

from django.urls import path
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from desks_store import Unknown


class DeskSerializer(serializers.Serializer):
    """What a client may write."""

    name = serializers.CharField(max_length=100)
    width = serializers.IntegerField(min_value=0)
    height = serializers.IntegerField(min_value=0)


class DeskView(APIView):
    """What both paths have in common."""

    desks = None
    producer = None

    def stored(self, desk_id):
        """The row and no answer, or no row and the 404."""
        try:
            return self.desks.find(desk_id), None
        except Unknown:
            text = f"No se encontró una mesa con id: {desk_id}"
            return None, Response({"error": text}, status=status.HTTP_404_NOT_FOUND)


class DeskList(DeskView):
    """The collection."""

    def get(self, request):
        """`count` counts all."""
        try:
            count, rows = self.desks.page(request.query_params.get("limit"), request.query_params.get("offset"))
        except (ValueError, IndexError) as wrong:
            text = f"Error al obtener las mesas: {wrong}"
            return Response({"error": text}, status=status.HTTP_500_INTERNAL_SERVER_ERROR)
        return Response({"count": count, "results": rows})

    def post(self, request):
        """Names need not differ."""
        wish = DeskSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        row = self.desks.put(wish.validated_data)
        self.producer.tell("created", row)
        return Response(row, status=status.HTTP_201_CREATED)


class DeskItem(DeskView):
    """One desk."""

    def get(self, _request, desk_id):
        """The row."""
        row, missing = self.stored(desk_id)
        return missing or Response(row)

    def put(self, request, desk_id):
        """All three fields."""
        return self._change(request, desk_id, partial=False)

    def patch(self, request, desk_id):
        """Any of them; none changes nothing and is announced nevertheless."""
        return self._change(request, desk_id, partial=True)

    def _change(self, request, desk_id, partial):
        row, missing = self.stored(desk_id)
        if missing:
            return missing
        wish = DeskSerializer(data=request.data, partial=partial)
        wish.is_valid(raise_exception=True)
        row = self.desks.put({**row, **wish.validated_data})
        self.producer.tell("updated", row)
        return Response(row)

    def delete(self, _request, desk_id):
        """200 with a text; the frame has no width and no height (§2)."""
        row, missing = self.stored(desk_id)
        if missing:
            return missing
        self.desks.remove(desk_id)
        self.producer.tell("deleted", {"desk_id": desk_id, "name": row["name"]})
        return Response({"message": f"Mesa '{row['name']}' eliminada exitosamente", "desk_id": desk_id})


def routes(base, desks, producer):
    """The collection with a slash at its end, an item without (§1)."""
    base = base.strip("/")
    shared = {"desks": desks, "producer": producer}
    return [
        path(f"{base}/", DeskList.as_view(**shared)),
        path(f"{base}/<str:desk_id>", DeskItem.as_view(**shared)),
    ]
