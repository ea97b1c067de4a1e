// The plain WebSocket `/live`.
import { WebSocketServer } from "ws";
import { rows } from "./answers.mjs";
import { heard } from "./journal.mjs";

const sockets = new WebSocketServer({ noServer: true });
/** How the next upgrades end: a status that refuses, `hang`, or the usual way. */
let door = {};
/** What greets: a text, or bytes. */
let welcome = JSON.stringify({ kind: "welcome" });
let pushing;

const bytes = ({ text, base64, json, binary }) => {
  const data = base64 === undefined ? Buffer.from(text ?? JSON.stringify(json)) : Buffer.from(base64, "base64");
  return [data, { binary: binary ?? base64 !== undefined }];
};
const broadcast = (data, how) => sockets.clients.forEach((socket) => socket.send(data, how));

/** Let in, refuse, or leave waiting. */
export function upgrade(request, socket, head) {
  if (door.hang) return undefined;
  if (door.status) {
    const body = door.body ?? "";
    return socket.end(`HTTP/1.1 ${door.status} No\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
  }
  return sockets.handleUpgrade(request, socket, head, (client) => {
    client.on("message", (data) => heard.push(data.toString()));
    if (typeof welcome === "string") return client.send(welcome);
    return client.send(...bytes(welcome));
  });
}

export const controls = {
  /** What an upgrade meets from now on: `status` (with `body`) refuses, `hang` never answers, nothing lets in. */
  door(wish) {
    door = wish;
    return {};
  },
  /** What greets from now on: `text`, `json` or `base64`, as bytes where `binary` says so. */
  welcome(wish) {
    welcome = wish;
    return {};
  },
  /** Send one frame to everybody: `text`, `json` or `base64`, as bytes where `binary` says so. */
  frame(wish) {
    broadcast(...bytes(wish));
    return { sockets: sockets.clients.size };
  },
  /** Change a row `per_s` times a second for so long; a list tells the same. */
  push({ id = "a", per_s = 50, seconds = 10, tell = true }) {
    clearInterval(pushing);
    const began = Date.now();
    let made = 0;
    return new Promise((done) => {
      pushing = setInterval(() => {
        const passed = Date.now() - began;
        for (; made < (Math.min(passed, seconds * 1_000) * per_s) / 1_000; made++) {
          const row = { ...rows.get(id), id, n: made };
          rows.set(id, row);
          if (tell) broadcast(JSON.stringify({ kind: "row", row }));
        }
        if (passed < seconds * 1_000) return;
        clearInterval(pushing);
        done({ made });
      }, 5);
    });
  },
  /** Close every socket: with a code and a reason, or by cutting it. */
  close({ code, reason }) {
    sockets.clients.forEach((socket) => (code ? socket.close(code, reason) : socket.terminate()));
    return {};
  },
};
