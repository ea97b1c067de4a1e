// A bare npm socket.io server for load.mjs to measure beside the hub: POST /emit tells all clients.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  if (request.method === "POST") io.emit("new_notification", { notification: JSON.parse(body) });
  response.end("{}");
});
const io = new Server(http, { maxHttpBufferSize: 100_000 });
http.listen(Number(process.argv[2]), "127.0.0.1");
