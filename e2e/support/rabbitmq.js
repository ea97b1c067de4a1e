// A real RabbitMQ with its management API, in a folder of its own.
import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { test as base } from "./bench.js";
import { freePort } from "./process.js";

const run = promisify(execFile);
const RABBITMQ = process.env.ATALAYA_RABBITMQ ?? "/usr/lib/rabbitmq/bin/rabbitmq-server";

/** The broker's user; as it comes, it is let in from its own machine only. */
const USER = `Basic ${Buffer.from("guest:guest").toString("base64")}`;

/** Ask the management API; gives what it answers, or nothing. */
export async function manage(server, method, path, body) {
  const headers = { authorization: USER, connection: "close", ...(body && { "content-type": "application/json" }) };
  const answer = await fetch(`${server.url}/api${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${answer.status} ${await answer.text()}`);
  const text = await answer.text();
  return text ? JSON.parse(text) : undefined;
}

export const test = base.extend({
  rabbitmq: async ({ server }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "atalaya-rabbitmq-"));
    const started = [];
    await use(async () => {
      const [amqp, distribution, names] = [await freePort(), await freePort(), await freePort()];
      const conf = (port) => [
        `listeners.tcp.1 = 127.0.0.1:${amqp}`,
        `management.tcp.port = ${port}`,
        "management.tcp.ip = 127.0.0.1",
        // What it counts is new every second, not every five.
        "collect_statistics_interval = 1000",
      ];
      await writeFile(join(folder, "plugins"), "[rabbitmq_management].");
      const env = {
        HOME: folder,
        RABBITMQ_NODENAME: `atalaya${amqp}@localhost`,
        RABBITMQ_DIST_PORT: String(distribution),
        RABBITMQ_MNESIA_BASE: join(folder, "db"),
        RABBITMQ_LOG_BASE: join(folder, "log"),
        RABBITMQ_LOGS: "-",
        RABBITMQ_PID_FILE: join(folder, "pid"),
        RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, "plugins"),
        RABBITMQ_CONFIG_FILE: join(folder, "rabbitmq.conf"),
        // A register of names of its own, which ends with it.
        ERL_EPMD_PORT: String(names),
        ERL_EPMD_ADDRESS: "127.0.0.1",
      };
      const broker = await server(
        (port) => ["sh", "-c", `printf '%s\\n' "$@" > ${folder}/rabbitmq.conf && exec ${RABBITMQ}`, "sh", ...conf(port)],
        {
          env,
          ready: "/api/overview",
          group: true,
        },
      );
      started.push({ broker, names });
      /** What operators tell the broker by `rabbitmqctl`. */
      const rabbitmqctl = (...words) => run(join(dirname(RABBITMQ), "rabbitmqctl"), words, { env: { ...process.env, ...env } });
      return Object.assign(broker, { rabbitmqctl });
    });
    for (const { broker, names } of started) {
      await broker.kill();
      spawnSync("epmd", ["-port", String(names), "-kill"]);
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});
