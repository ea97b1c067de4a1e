// Stands before a hub and writes down what reaches it.
import { createServer } from "node:http";
import { once } from "node:events";
import { forward, join } from "./proxy.js";

const ALLOW = "access-control-allow-origin";

/** Everything that reaches `hub` through `url`, in order. `cors`: every answer may be read by every page. */
export async function record(hub, { cors = false } = {}) {
  const [requests, address, upgraded] = [[], new URL(hub), new Set()];
  const keep = ({ method, url, headers }, upgrade) => requests.push({ method, url, headers, upgrade });
  const server = createServer((request, response) => {
    keep(request, false);
    if (cors) allow(response);
    forward({ address, path: request.url }, request, response);
  });
  server.on("upgrade", (request, socket, head) => {
    keep(request, true);
    upgraded.add(socket.on("close", () => upgraded.delete(socket)));
    join({ address, path: request.url }, request, socket, head);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    upgraded.forEach((socket) => socket.destroy());
    server.closeAllConnections();
    server.close();
  };
  return { requests, close, url: `http://127.0.0.1:${server.address().port}` };
}

/** A hub that allows it itself says so once. */
function allow(response) {
  const write = response.writeHead.bind(response);
  response.writeHead = (status, ...rest) => {
    const headers = rest.at(-1);
    if (!Array.isArray(headers)) return write(status, ...rest);
    const says = headers.some((name, place) => place % 2 === 0 && name.toLowerCase() === ALLOW);
    return write(status, ...rest.slice(0, -1), says ? headers : [...headers, ALLOW, "*"]);
  };
}
