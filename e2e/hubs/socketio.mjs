// The npm Socket.IO server, for what Flask-SocketIO lacks: acks, binary, namespaces with auth, connection state
// recovery, one transport only, disconnects by the server.
//
// usage: node socketio.mjs --port N [--transports websocket,polling] [--recovery] [--token TEXT]
//                          [--ping-interval MS] [--ping-timeout MS] [--refuse-first-websocket]
//
// Below /_control/ stands what the tests ask of it. Profile and namespaces: socketio-profile.js.
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { Server } from "socket.io";

const { values: options } = parseArgs({
  options: {
    port: { type: "string" },
    transports: { type: "string", default: "polling,websocket" },
    recovery: { type: "boolean", default: false },
    token: { type: "string", default: "secret" },
    "ping-interval": { type: "string", default: "25000" },
    "ping-timeout": { type: "string", default: "20000" },
    "refuse-first-websocket": { type: "boolean", default: false },
  },
});

const http = createServer();
let refusals = options["refuse-first-websocket"] ? 1 : 0;
const acks = [];
const handshakes = [];
let made = 0;

const io = new Server(http, {
  cors: { origin: "*" },
  transports: options.transports.split(","),
  pingInterval: Number(options["ping-interval"]),
  pingTimeout: Number(options["ping-timeout"]),
  connectionStateRecovery: options.recovery ? { maxDisconnectionDuration: 120_000 } : undefined,
  allowRequest: (request, answer) => {
    const query = new URL(request.url, "http://localhost").searchParams;
    const refuse = refusals > 0 && query.get("transport") === "websocket" && !query.has("sid");
    if (refuse) refusals -= 1;
    answer(refuse ? "not this time" : null, !refuse);
  },
});

const spaces = ["/", "/watch", "/guarded"].map((name) => io.of(name));
io.of("/guarded").use((socket, next) => {
  if (socket.handshake.auth.token === options.token) return next();
  const refused = new Error("this namespace wants a token");
  refused.data = { code: "token" };
  next(refused);
});
for (const space of spaces) {
  space.on("connection", (socket) => {
    handshakes.push({
      namespace: space.name,
      recovered: socket.recovered,
      transport: socket.conn.transport.name,
      auth: Object.keys(socket.handshake.auth ?? {}),
    });
    socket.conn.on("upgrade", (transport) => handshakes.push({ namespace: space.name, upgraded: transport.name }));
    socket.on("ping", () => socket.emit("pong", { at: Date.now() }));
    socket.emit("rows", [
      { id: "a", name: "Alfa", size: 1 },
      { id: "b", name: "Beta", size: 2 },
    ]);
  });
}

/** One notification as socketio-profile.js reads it. */
function notification(wish) {
  made += 1;
  return { id: `n${made}`, kind: "info", title: `Aviso ${made}`, at: new Date().toISOString(), ...wish };
}

const controls = {
  /** `count` notifications to everybody of a namespace. */
  notify({ namespace = "/", count = 1, ...wish }) {
    const all = Array.from({ length: count }, () => notification(wish));
    for (const one of all) io.of(namespace).emit("notification", one);
    return { ids: all.map((one) => one.id) };
  },
  /** One that asks each client for an acknowledgement. */
  ask({ namespace = "/" }) {
    const one = notification({ title: "¿Recibido?" });
    for (const socket of io.of(namespace).sockets.values()) {
      socket.timeout(5_000).emit("notification", one, (error, ...answer) => acks.push({ lost: Boolean(error), answer }));
    }
    return { ids: [one.id] };
  },
  /** One with bytes beside and inside it: a binary event with two attachments. */
  binary({ namespace = "/" }) {
    const one = { ...notification({ title: "Con bytes" }), thumbnail: Buffer.from([1, 2, 3]) };
    io.of(namespace).emit("notification", one, Buffer.alloc(70_000, 7));
    return { ids: [one.id] };
  },
  /** Any event at all. */
  frame({ namespace = "/", event, args = [] }) {
    io.of(namespace).emit(event, ...args);
    return { event };
  },
  /** Cut every connection below Socket.IO, then tell `count` notifications to those who may come back for them. */
  cut({ namespace = "/", count = 0 }) {
    const sockets = [...io.of(namespace).sockets.values()];
    for (const socket of sockets) socket.conn.close(true);
    const notified = controls.notify({ namespace, count });
    return { cut: sockets.length, ids: notified.ids };
  },
  /** The server's own disconnect: a DISCONNECT packet, the connection closed or left open. */
  disconnect({ namespace = "/", close = false }) {
    const sockets = [...io.of(namespace).sockets.values()];
    for (const socket of sockets) socket.disconnect(close);
    return { disconnected: sockets.length };
  },
  state() {
    const transports = spaces.flatMap((space) => [...space.sockets.values()].map((it) => it.conn.transport.name));
    return { acks, handshakes, transports };
  },
};

http.on("request", async (request, response) => {
  const [, root, name] = new URL(request.url, "http://localhost").pathname.split("/");
  if (root !== "_control") {
    // Socket.IO answers below its own path by itself.
    if (root !== "socket.io") response.writeHead(404).end();
    return;
  }
  let text = "";
  for await (const chunk of request) text += chunk;
  const control = controls[name];
  const answer = control ? control(JSON.parse(text || "{}")) : { error: "no such control" };
  response.writeHead(control ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(answer));
});

http.listen(Number(options.port), "127.0.0.1");
