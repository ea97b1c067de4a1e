// How many clients the reference hub holds, how much memory one takes, and how long it takes until all have heard a notification,
// beside an npm socket.io server in the same run.
//
// usage: node bench/load.mjs HUB [--held 2000] [--heard 1000] [--messages 40]
//
// Clients speak the wire themselves, so that all servers are measured by the same few lines. A latency is from the request that
// makes a notification to its arrival at one client; each notification gives one for each client.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { freePort } from "../support/process.js";

const [hub, ...words] = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = words.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(words[at + 1]);
};
const [held, heard, messages] = [option("held", 2_000), option("heard", 1_000), option("messages", 40)];
const folder = mkdtempSync(join(tmpdir(), "atalaya-load-"));

const engine = (address) => ({
  url: `ws://${address}/socket.io/?EIO=4&transport=websocket`,
  /** What one frame is answered with, whether the client hears from then on, and the notification that it brings. */
  read(frame) {
    if (frame.startsWith("0")) return { answer: "40" };
    if (frame === "2") return { answer: "3" };
    if (frame.startsWith("40")) return { open: true };
    return frame.startsWith('42["new_notification"') ? { title: JSON.parse(frame.slice(2))[1].notification.title } : {};
  },
});
const plain = (address) => ({
  url: `ws://${address}/ws?topics=notifications`,
  read(frame) {
    const message = JSON.parse(frame);
    if (message.type === "up_to_date") return { open: true };
    return message.type === "new_notification" ? { title: message.notification.title } : {};
  },
});
const servers = [
  ["hub, Socket.IO", (port) => [hub, hubWords(port)], engine, "/api/notifications/test"],
  ["hub, /ws", (port) => [hub, hubWords(port)], plain, "/api/notifications/test"],
  ["npm socket.io", (port) => [process.execPath, [new URL("socketio.mjs", import.meta.url).pathname, String(port)]], engine, "/emit"],
];
const hubWords = (port) => ["--listen", `127.0.0.1:${port}`, "--log", "warn", "--database", join(folder, `${port}.db`), "--rate", "0"];

const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);

function connect({ url, read }, onTitle) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  return new Promise((done, failed) => {
    socket.on("error", failed);
    socket.on("message", (data) => {
      const { answer, open, title } = read(data.toString());
      if (answer) socket.send(answer);
      if (open) done(socket);
      if (title) onTitle(title, performance.now());
    });
  });
}

async function measure([name, command, speak, path]) {
  const port = await freePort();
  const [program, words] = command(port);
  const child = spawn(program, words, { stdio: "ignore" });
  const address = `127.0.0.1:${port}`;
  while (!(await fetch(`http://${address}/health`).catch(() => undefined))) await sleep(20);
  const empty = memory(child.pid);
  const sent = new Map();
  const latencies = [];
  const onTitle = (title, at) => sent.has(title) && latencies.push(at - sent.get(title));
  const sockets = [];
  const join = async (count) => {
    while (sockets.length < count) {
      const some = Math.min(50, count - sockets.length);
      sockets.push(...(await Promise.all(Array.from({ length: some }, () => connect(speak(address), onTitle)))));
    }
  };
  const tell = async (title) => {
    sent.set(title, performance.now());
    await fetch(`http://${address}${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ title }) });
  };
  await join(heard);
  for (let nr = 0; nr < messages; nr += 1) {
    await tell(`nr ${nr}`);
    for (const end = Date.now() + 10_000; latencies.length < (nr + 1) * heard && Date.now() < end; ) await sleep(5);
  }
  const lost = messages * heard - latencies.length;
  latencies.sort((one, other) => one - other);
  const quantile = (part) => latencies[Math.floor((latencies.length - 1) * part)]?.toFixed(1);
  await join(held);
  await sleep(1_000);
  const each = (memory(child.pid) - empty) / held;
  const alive = sockets.filter((socket) => socket.readyState === WebSocket.OPEN).length;
  sockets.forEach((socket) => socket.terminate());
  child.kill("SIGKILL");
  return { name, held: alive, "KiB each": each.toFixed(1), "p50 ms": quantile(0.5), "p99 ms": quantile(0.99), lost };
}

const found = [];
for (const server of servers) found.push(await measure(server));
rmSync(folder, { recursive: true, force: true });
console.table(found);
if (found.some(({ held: alive, lost }) => alive < held || lost > 0)) {
  console.error("not all clients were held, or heard all");
  process.exitCode = 1;
}
