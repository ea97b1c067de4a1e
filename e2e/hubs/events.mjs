// A hub of Server-Sent Events that misbehaves on command.
//
// usage: node events.mjs --port N
//
// `/events` is the stream: each event has an id, and a client that comes back with `Last-Event-ID` gets what it missed. `/list` is
// nothing but the last id. Controls below /_control/: `say` sends events, `raw` a text as it is, in pieces of so many bytes, `end` ends
// all streams in order and `cut` does not, `answer` makes the next streams something else, `retry` says how soon to come back,
// `truth` is who came, and with which id.
import { listen, options } from "./catalogue/server.mjs";

const said = [];
const came = [];
const streams = new Set();
let next;
let retry;

const event = ({ id, name, data }) => `id: ${id}\n${name ? `event: ${name}\n` : ""}${data.split("\n").map((line) => `data: ${line}\n`).join("")}\n`;
const each = (act) => streams.forEach(act) ?? {};

listen({
  ...options(),
  routes: { "GET /list": () => ({ last: said.length }) },
  streams: {
    "GET /events": ({ request, response }) => {
      const after = request.headers["last-event-id"];
      came.push({ after, at: Date.now(), accept: request.headers.accept });
      if (next) {
        response.writeHead(next.status, { "content-type": next.type ?? "text/plain" }).end(next.body);
        return;
      }
      response.writeHead(200, { "content-type": "Text/Event-Stream; charset=utf-8" });
      response.write(":\n");
      if (retry) response.write(`retry: ${retry}\n\n`);
      if (after) said.filter(({ id }) => id > Number(after)).forEach((one) => response.write(event(one)));
      streams.add(response);
      response.on("close", () => streams.delete(response));
    },
  },
  controls: {
    say({ name, data }) {
      const one = { id: said.length + 1, name, data: typeof data === "string" ? data : JSON.stringify(data) };
      said.push(one);
      each((response) => response.write(event(one)));
      return one;
    },
    async raw({ text, size = text.length }) {
      const bytes = Buffer.from(text);
      for (let from = 0; from < bytes.length; from += size) {
        each((response) => response.write(bytes.subarray(from, from + size)));
        await new Promise((go) => setTimeout(go, 2));
      }
      return {};
    },
    end: () => each((response) => response.end()),
    cut: () => each((response) => response.destroy()),
    answer: (wish) => (next = wish.status ? wish : undefined) ?? {},
    retry: ({ ms }) => (retry = ms) && {},
    truth: () => ({ came, streams: streams.size }),
  },
});
