// What stands below a path prefix, asked from another server: the least that makes a hub same-origin.
import { request as ask } from "node:http";
import { connect } from "node:net";

/** Where this request belongs, if below one of the prefixes: `{ address, path }`, the prefix removed. */
export function route(proxies, url) {
  const longestFirst = Object.keys(proxies).sort((one, other) => other.length - one.length);
  const prefix = longestFirst.find((start) => url.startsWith(start) && /^([/?]|$)/.test(url.slice(start.length)));
  if (prefix === undefined) return undefined;
  const rest = url.slice(prefix.length);
  return { address: new URL(proxies[prefix]), path: rest.startsWith("/") ? rest : `/${rest}` };
}

/** Answer with what the other server answers. Nothing is added: hub 004 §2 refuses the usual headers of a proxy. */
export function forward({ address, path }, request, response) {
  const { method, rawHeaders } = request;
  // A connection that is kept may be closed in the moment in which it is used again.
  const passed = ask({ host: address.hostname, port: address.port, method, path, headers: rawHeaders, agent: false });
  passed.on("response", (answer) => {
    response.writeHead(answer.statusCode, answer.statusMessage, answer.rawHeaders);
    answer.on("error", () => response.destroy()).pipe(response);
  });
  passed.on("error", () => (response.headersSent ? response.destroy() : response.writeHead(502).end("no answer")));
  response.on("close", () => passed.destroy());
  request.pipe(passed);
}

/** Join the two ends of an upgrade; all bytes pass as they are. */
export function join({ address, path }, request, socket, head) {
  const { method, rawHeaders } = request;
  const hub = connect(Number(address.port), address.hostname, () => {
    const lines = [`${method} ${path} HTTP/1.1`];
    for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
    hub.write(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
    hub.write(head);
    socket.pipe(hub).pipe(socket);
  });
  for (const end of [hub, socket]) {
    end.on("error", () => {});
    end.on("close", () => (hub.destroy(), socket.destroy()));
  }
}
