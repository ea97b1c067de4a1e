// Engine.IO 4 and Socket.IO 5 over one WebSocket, packet by packet, as the test wants them; no library would say them.
import { WebSocketServer } from "ws";
import { heard } from "./journal.mjs";

const sockets = new WebSocketServer({ noServer: true });
/** The handshake's JSON as a text, so that numbers stand as they are written. */
const HANDSHAKE = '{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';
const CONNECT = ['40{"sid":"n"}'];
let handshake = HANDSHAKE;
let connect = CONNECT;

/** Let in; greet, and answer the CONNECT. */
export function upgrade(request, socket, head) {
  return sockets.handleUpgrade(request, socket, head, (client) => {
    client.send(`0${handshake}`);
    client.on("message", (data) => {
      const packet = data.toString();
      heard.push(packet);
      if (packet.startsWith("40")) connect.forEach((one) => client.send(one));
    });
  });
}

export const controls = {
  /** From now on: the handshake's JSON, and the packets that answer a CONNECT. What is not named is as usual. */
  engine({ handshake: open = HANDSHAKE, connect: packets = CONNECT }) {
    handshake = open;
    connect = packets;
    return {};
  },
  /** Send this packet, `42["row",{…}]`, to everybody. */
  packet({ text }) {
    sockets.clients.forEach((socket) => socket.send(text));
    return { sockets: sockets.clients.size };
  },
  /** Cut every connection. */
  cut() {
    sockets.clients.forEach((socket) => socket.terminate());
    return {};
  },
};
