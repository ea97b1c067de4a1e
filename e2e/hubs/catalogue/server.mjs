// What all stand-ins of the catalogue share: routes by method and path, answers in JSON, controls below /_control/.
import { createServer } from "node:http";
import { parseArgs } from "node:util";

/** What stands on the command line: `--port`, and what the stand-in adds. */
export const options = (more = {}) => parseArgs({ options: { port: { type: "string" }, ...more } }).values;

/** What a route throws to refuse. */
export const failure = (status, body, headers = {}) => ({ status, body, headers });

/** A web page of the hub's own. */
export const webPage = (title, body = "") => ({ status: 200, body: `<!doctype html><title>${title}</title>${body}`, headers: { "content-type": "text/html" } });

/** The body as JSON; `{}` where there is none. */
export async function readJson(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  try {
    return JSON.parse(text || "{}");
  } catch {
    throw failure(400, { error: "the body is no JSON" });
  }
}

/** The route of a path, and what stands for its `:names`. */
function find(routes, method, path) {
  const words = path.split("/");
  for (const route of Object.keys(routes)) {
    const [wanted, pattern] = route.split(" ");
    const parts = pattern.split("/");
    const fits = wanted === method && parts.length === words.length && parts.every((part, at) => part.startsWith(":") || part === words[at]);
    if (fits) {
      const names = parts.flatMap((part, at) => (part.startsWith(":") ? [[part.slice(1), decodeURIComponent(words[at])]] : []));
      return { route, names: Object.fromEntries(names) };
    }
  }
  return {};
}

const callOf = (request) => {
  const url = new URL(request.url, `http://${request.headers.host ?? "localhost"}`);
  return { request, url, query: url.searchParams };
};

function send(response, { status = 200, body, headers = {} }) {
  const text = typeof body === "string" ? body : JSON.stringify(body ?? null);
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
}

/**
 * Serve on a port. `routes` are functions of a call by `METHOD /path/:name`, which give what is sent; `admit(route, call)` throws
 * for whom a route is not; `upgrade(call, socket, head)` takes WebSockets. `streams` are routes that answer without an end:
 * functions of a call and its response. Gives the server.
 */
export function listen({ port, routes = {}, streams = {}, controls, admit = () => {}, upgrade }) {
  const answer = async (call) => {
    const { request, url } = call;
    const control = url.pathname.startsWith("/_control/") && controls[url.pathname.slice("/_control/".length)];
    if (control) return { body: await control(await readJson(request)) };
    const { route, names } = find({ ...routes, ...streams }, request.method, url.pathname);
    if (!route) throw failure(404, { error: "Not Found" });
    admit(route, call);
    if (streams[route]) return streams[route]({ ...call, ...names });
    const body = await routes[route]({ ...call, ...names });
    return body?.status && "body" in body ? body : { body };
  };
  const server = createServer((request, response) => {
    answer({ ...callOf(request), response }).then(
      (it) => it && send(response, it),
      (error) => send(response, error.status ? error : failure(500, { error: String(error) })),
    );
  });
  const upgraded = (request, socket, head) => {
    socket.on("error", () => {});
    try {
      upgrade(callOf(request), socket, head);
    } catch (error) {
      const text = JSON.stringify(error.body ?? { error: String(error) });
      socket.end(`HTTP/1.1 ${error.status ?? 500} No\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`);
    }
  };
  if (upgrade) server.on("upgrade", upgraded);
  return server.listen(Number(port), "127.0.0.1");
}
