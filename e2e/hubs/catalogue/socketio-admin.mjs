// A Socket.IO server with the server's side of its admin page, both as npm has them: https://socket.io/docs/v4/admin-ui/.
//
// usage: node socketio-admin.mjs --port N
//
// One user, `ana` with `secreto`. Controls below /_control/: `connect` opens a connection of its own, of a client that stays;
// `cut` ends their transports without a word; `truth` is who is connected and in which rooms, and what clients were sent.
import { instrument } from "@socket.io/admin-ui";
import { Server } from "socket.io";
import { WebSocket } from "ws";
import { listen, options } from "./server.mjs";

const { port } = options();
// bcrypt of `secreto`.
const PASSWORD = "$2a$04$IiasFBvTsXIwFqT8zikQweyt.XGmLNmXj1ukb7Zkd4m6auI/kyJmi";
const received = [];
const clients = [];

const http = listen({
  port,
  controls: {
    /** A client that speaks the protocol by hand, so that no other package is needed. */
    connect: () =>
      new Promise((done) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
        clients.push(socket);
        socket.on("error", () => {});
        socket.on("message", (data) => {
          const text = String(data);
          if (text.startsWith("0")) socket.send("40");
          if (text === "2") socket.send("3");
          if (text.startsWith("40")) done({ id: JSON.parse(text.slice(2)).sid });
          if (text.startsWith("42")) received.push(JSON.parse(text.slice(2)));
        });
      }),
    cut() {
      clients.forEach((client) => client.terminate());
      return {};
    },
    async truth() {
      const sockets = await io.of("/").fetchSockets();
      return { sockets: sockets.map(({ id, rooms }) => ({ id, rooms: [...rooms].filter((room) => room !== id) })), received };
    },
  },
});
const io = new Server(http);
instrument(io, { auth: { type: "basic", username: "ana", password: PASSWORD }, mode: "development", serverId: "uno" });
