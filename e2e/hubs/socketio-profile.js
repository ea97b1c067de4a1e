// The profile of hubs/socketio.mjs, written inline into a test's hubs.json.

/** A profile for one namespace; `ping: false` leaves liveness to the protocol's own pings. */
export function profile({ namespace = "/", ping = true } = {}) {
  const live = { kind: "socketio", path: "/socket.io/", namespace, primary: true };
  if (ping) live.ping = { emit: "ping", reply: { event: "pong" }, every_s: 5 };
  return {
    name: "workbench",
    title: { es: "Banco de pruebas", en: "Workbench" },
    sources: { live },
    define: {
      notification: {
        id: "/id",
        kind: "/kind",
        title: "/title",
        message: "/message",
        time: "/at",
        read: "/read",
        data: "/data",
        link: "/url",
      },
    },
    on: [
      { event: "notification", do: [{ notify: "$notification", from: "/0" }] },
      { event: "rows", do: [{ rows: "parts", from: "/0" }] },
      { event: "part", do: [{ upsert: "parts", from: "/0" }] },
      { event: "gone", do: [{ remove: "parts", key: "/id", from: "/0" }] },
      { event: "pong", do: ["beat"] },
    ],
    tables: [
      {
        id: "parts",
        title: { es: "Piezas", en: "Parts" },
        key: "/id",
        columns: [
          { id: "name", at: "/name", title: { es: "Nombre", en: "Name" } },
          { id: "size", at: "/size", type: "integer", title: { es: "Tamaño", en: "Size" } },
        ],
      },
    ],
  };
}
