// A hub that misbehaves as hubs in the field do: answers, frames and handshakes are what the test says, to the byte.
//
// usage: node field.mjs --port N
//
// `GET /rows` and `GET /notes` answer what the hub holds, until another answer is set; `/live` is a plain WebSocket
// that greets and pushes rows; `/socket.io/` speaks Engine.IO over a WebSocket, each packet as the test wants it. The
// profiles are ../profiles/bench-rest.json, bench-ws.json and bench-socketio.json.
//
// To extend: a way to answer is one member in field/answers.mjs; what a socket does is in field/live.mjs and
// field/engine.mjs; each of these names its own controls, which stand below /_control/.
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import * as answers from "./field/answers.mjs";
import * as engine from "./field/engine.mjs";
import * as live from "./field/live.mjs";
import { journal, note } from "./field/journal.mjs";

const { values: options } = parseArgs({ options: { port: { type: "string" } } });

const controls = { ...answers.controls, ...live.controls, ...engine.controls, ...journal };

async function control(name, request, response) {
  let text = "";
  for await (const chunk of request) text += chunk;
  const found = Object.hasOwn(controls, name);
  const answer = found ? controls[name](JSON.parse(text || "{}")) : { error: "no such control" };
  response.writeHead(found ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(await answer));
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname.startsWith("/_control/")) return control(pathname.slice("/_control/".length), request, response);
  const noted = note(request);
  const body = [];
  request.on("error", () => {});
  for await (const chunk of request) body.push(chunk);
  noted.body = Buffer.concat(body).toString("latin1").slice(0, 20_000);
  return answers.answer(request, response, pathname);
});

server.on("upgrade", (request, socket, head) => {
  note(request);
  socket.on("error", () => {});
  const { pathname } = new URL(request.url, "http://localhost");
  const way = { "/live": live, "/socket.io/": engine }[pathname];
  return way ? way.upgrade(request, socket, head) : socket.destroy();
});

server.listen(Number(options.port), "127.0.0.1");
