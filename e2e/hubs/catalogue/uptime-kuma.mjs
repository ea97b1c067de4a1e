// A stand-in for Uptime Kuma: its internal API over Socket.IO, after
// https://github.com/louislam/uptime-kuma/wiki/Internal-API and https://uptime-kuma-api.readthedocs.io.
//
// usage: node uptime-kuma.mjs --port N [--code TEXT]
//
// One user, `ana` with `secreto`, and with `--code` a second factor. Controls below /_control/: `beat` is what a check of a monitor
// found, `revoke` is a change of the password (its tokens hold no longer), `truth` is all that is held, `mute` swallows the
// next answers.
import { Server } from "socket.io";
import { listen, options } from "./server.mjs";

const { port, code } = options({ code: { type: "string" } });
const UP = 1;
let generation = 0;
let muted = 0;
const token = () => `jwt.ana.${generation}`;

const time = (ms = Date.now()) => new Date(ms).toISOString().replace("T", " ").replace("Z", "");
const monitor = (id, name, more = {}) => ({ id, name, type: "http", url: `https://${name}.example`, hostname: null, active: true, interval: 60, ...more });
const monitors = new Map(
  [monitor(1, "portal"), monitor(2, "agenda"), monitor(3, "router", { type: "ping", url: "https://", hostname: "192.0.2.1" })].map((it) => [it.id, it]),
);
const started = Date.now() - 600_000;
const beats = [...monitors.keys()].map((id) => beatOf({ id, status: UP, msg: "200 - OK", ping: 20 + id, important: true, at: started + id }));

function beatOf({ id, status, msg, ping = null, important, at }) {
  return { monitorID: id, status, time: time(at), msg, ping, important, duration: 60, retries: 0 };
}

const of = (id) => beats.filter(({ monitorID }) => monitorID === id);
/** As a row of the database, which lists hold. */
const row = ({ monitorID, important, ...rest }) => ({ id: beats.findIndex((beat) => beat.time === rest.time) + 1, important: Number(important), monitor_id: monitorID, ...rest });
const uptime = (id) => of(id).filter(({ status }) => status === UP).length / of(id).length;
const average = (id) => Math.round(of(id).reduce((sum, { ping }) => sum + (ping ?? 0), 0) / of(id).length);

const http = listen({
  port,
  controls: {
    truth: () => ({ monitors: [...monitors.values()], beats, sockets: io.of("/").sockets.size }),
    beat({ id, status, msg, ping }) {
      const beat = beatOf({ id, status, msg, ping, important: of(id).at(-1)?.status !== status });
      beats.push(beat);
      users().emit("heartbeat", beat);
      users().emit("avgPing", id, average(id));
      users().emit("uptime", id, 24, uptime(id));
      users().emit("uptime", id, 720, 1);
      return {};
    },
    revoke() {
      generation += 1;
      io.disconnectSockets(true);
      return {};
    },
    mute: ({ answers }) => ({ muted: (muted = answers) }),
  },
});
const io = new Server(http);
const users = () => io.to("user");

/** Everything that a client that logged in is sent, before its login is answered. */
function welcome(socket) {
  socket.join("user");
  socket.emit("monitorList", Object.fromEntries(monitors));
  socket.emit("notificationList", []);
  for (const id of monitors.keys()) {
    socket.emit("heartbeatList", id, of(id).slice(-100).map(row), false);
    socket.emit("avgPing", id, average(id));
    socket.emit("uptime", id, 24, uptime(id));
  }
}

io.on("connection", (socket) => {
  socket.emit("info", { primaryBaseURL: null, serverTimezone: "UTC" });
  socket.emit("loginRequired");
  socket.on("login", (given, answer) => {
    if (given?.username !== "ana" || given?.password !== "secreto") {
      return answer({ ok: false, msg: "Incorrect username or password." });
    }
    if (code && !given.token) return answer({ tokenRequired: true });
    if (code && given.token !== code) return answer({ ok: false, msg: "Invalid Token!" });
    welcome(socket);
    answer({ ok: true, token: token() });
  });
  socket.on("loginByToken", (given, answer) => {
    if (given !== token()) return answer({ ok: false, msg: "authInvalidToken", msgi18n: true });
    welcome(socket);
    answer({ ok: true });
  });

  /** What only users may do; what it gives is sent to all. */
  const guarded = (event, act) =>
    socket.on(event, (...args) => {
      const answer = args.pop();
      if (!socket.rooms.has("user")) return answer({ ok: false, msg: "You are not logged in." });
      try {
        const body = act(...args);
        if (muted > 0) muted -= 1;
        else answer({ ok: true, ...body });
      } catch (error) {
        answer({ ok: false, msg: error.message });
      }
    });
  const known = (id) => {
    if (!monitors.has(id)) throw new Error("You do not own this monitor.");
    return monitors.get(id);
  };
  const change = (id, active, msg) => {
    known(id).active = active;
    users().emit("updateMonitorIntoList", { [id]: monitors.get(id) });
    return { msg, msgi18n: true };
  };
  guarded("pauseMonitor", (id) => change(id, false, "successPaused"));
  guarded("resumeMonitor", (id) => change(id, true, "successResumed"));
  guarded("deleteMonitor", (id) => {
    known(id);
    monitors.delete(id);
    users().emit("deleteMonitorFromList", id);
    return { msg: "successDeleted", msgi18n: true };
  });
  guarded("monitorImportantHeartbeatListPaged", (id, offset, count) => {
    const all = beats.filter(({ important, monitorID }) => important && (id === null || monitorID === id)).reverse();
    return { data: all.slice(offset, offset + count) };
  });
});

