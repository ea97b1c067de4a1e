// A hub that records what reaches it, and a client that can say anything.
import { createServer, request as ask } from "node:http";
import { once } from "node:events";
import { WebSocket, WebSocketServer } from "ws";

const answerOk = (_, response) => response.writeHead(200, { "content-type": "application/json" }).end("{}");

/** Answers requests as `answer(request, response)` says and returns on its sockets what they say. */
export async function listen(answer = answerOk) {
  const requests = [];
  const keep = ({ method, url, headers, httpVersion }) =>
    requests[requests.push({ method, url, headers, httpVersion, bytes: 0 }) - 1];
  const server = createServer(async (request, response) => {
    const kept = keep(request);
    for await (const chunk of request) kept.bytes += chunk.length;
    answer(request, response);
  });
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket, request) => {
    keep(request);
    socket.on("message", (data) => socket.send(data.toString()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    sockets.clients.forEach((socket) => socket.terminate());
    server.closeAllConnections();
    server.close();
  };
  return { requests, close, url: `http://127.0.0.1:${server.address().port}` };
}

/** Ask as no browser can: any header, any path, from any address. Gives the answer with its `body` as bytes. */
export async function send(server, path, { method = "GET", headers = {}, body, from } = {}) {
  const { port } = server;
  const asked = ask({ host: "127.0.0.1", port, path, method, headers, localAddress: from, agent: false });
  asked.end(body);
  const [answer] = await once(asked, "response");
  const chunks = [];
  for await (const chunk of answer) chunks.push(chunk);
  return Object.assign(answer, { status: answer.statusCode, body: Buffer.concat(chunks) });
}

/** Open a WebSocket; gives the socket, or the status with which it was refused. */
export async function open(server, path, { headers = {}, from } = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers, localAddress: from });
  socket.on("error", () => {});
  return new Promise((settle) => {
    socket.on("open", () => settle({ socket }));
    socket.on("unexpected-response", (_, { statusCode }) => {
      settle({ status: statusCode });
      socket.terminate();
    });
  });
}

/** What the other end says to this. */
export async function echo(socket, text) {
  socket.send(text);
  const [data] = await once(socket, "message");
  return data.toString();
}
