// What the specs of the servers look through: bare sockets and bare answers.
import WebSocket from "ws";
import { expect } from "@playwright/test";
import { ONCE } from "./process.js";

/** A bare WebSocket: every frame in order (binary ones in hex), and how it closed. */
export class Wire {
  frames = [];
  closed; // [code, reason]
  refused; // the HTTP status of a handshake that failed

  constructor(url, options = {}) {
    this.socket = new WebSocket(url, { origin: "http://evil.example", ...options });
    this.socket.on("message", (data, binary) => this.frames.push(binary ? data.toString("hex") : data.toString()));
    this.socket.on("close", (code, reason) => (this.closed = [code, reason.toString()]));
    this.socket.on("unexpected-response", (_request, { statusCode }) => (this.refused = statusCode));
    this.socket.on("error", () => {});
  }

  /** Send texts as they are, anything else as JSON. */
  send(...frames) {
    for (const frame of frames) {
      this.socket.send(typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
    }
    return this;
  }

  /** Wait for a frame that holds this, from frame `from` on; gives its JSON. */
  async heard(part, from = 0) {
    const found = () => this.frames.slice(from).find((frame) => frame.includes(part));
    await expect.poll(found, { message: `a frame with ${part}`, intervals: [20] }).toBeDefined();
    return JSON.parse(found());
  }

  /** Wait until it is closed; gives the code. */
  async end() {
    await expect.poll(() => this.closed, { message: "a socket that is closed", intervals: [20] }).toBeDefined();
    return this.closed[0];
  }

  /** Wait until it is open. */
  async open() {
    await expect.poll(() => this.socket.readyState, { intervals: [20] }).toBe(WebSocket.OPEN);
    return this;
  }
}

/** Status, headers, type, bytes, text and, if it is any, the JSON of an answer; `json` is sent as a body. */
export async function look(url, { json, body, method = json === undefined ? "GET" : "POST", headers } = {}) {
  const typed = { ...ONCE, ...(json !== undefined && { "content-type": "application/json" }), ...headers };
  const sent = json === undefined ? body : JSON.stringify(json);
  const answer = await fetch(url, { method, headers: typed, body: sent, redirect: "manual" });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const text = bytes.toString();
  let parsed;
  try {
    parsed = JSON.parse(text);
  } catch {
    // no JSON
  }
  const { status, headers: found } = answer;
  return { status, headers: found, type: found.get("content-type"), bytes, text, json: parsed };
}

/** `[status, JSON]`, or `[status, text]` of what is no JSON. */
export const brief = ({ status, json, text }) => [status, json === undefined ? text : json];
