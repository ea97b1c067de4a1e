// Servers as child processes on free ports.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

// A connection kept for later would be a dead one once the server was killed, or another has its port.
export const ONCE = { connection: "close" };

/** A port that was free a moment ago. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** A server that can be killed and started again on the same port. */
export class Server {
  #child;
  #output = "";

  /** `command(port)` gives `[program, ...arguments]`; `ready` is a path that answers once it serves; `group`: what it
   * starts by itself ends with it. */
  constructor(port, command, { env = {}, ready = "/", group = false } = {}) {
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.command = command;
    this.env = env;
    this.ready = ready;
    this.group = group;
  }

  /** Start and wait until it answers. */
  async start() {
    const [program, ...words] = this.command(this.port);
    const child = spawn(program, words, { env: { ...process.env, ...this.env }, stdio: ["ignore", "pipe", "pipe"], detached: this.group });
    this.#child = child;
    let failed;
    child.on("error", (error) => (failed = error));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => (this.#output = (this.#output + chunk).slice(-4_000)));
    }
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(20)) {
      if (failed || child.exitCode !== null) break;
      const answer = await fetch(this.url + this.ready, { headers: ONCE }).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer) return this;
    }
    throw new Error(`${program} did not start: ${failed ?? ""}\n${this.#output}`);
  }

  /** End it as `kill -9` does. */
  async kill() {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    if (this.group) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
    await once(child, "exit");
  }

  /** Leave it hanging: its sockets stay open and say nothing. */
  freeze() {
    this.#child.kill("SIGSTOP");
  }

  /** Let it go on. */
  thaw() {
    this.#child.kill("SIGCONT");
  }

  /** Ask for JSON; an answer that is not 2xx is an error. */
  async ask(path, body) {
    const post = { method: "POST", headers: { ...ONCE, "content-type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(this.url + path, body === undefined ? { headers: ONCE } : post);
    if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** Misbehave on command; without a body only look. */
  control(name, body) {
    return this.ask(`/_control/${name}`, body);
  }
}
