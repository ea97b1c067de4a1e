// What every spec works with: servers on free ports, and the page with a hubs.json of the test's own.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test as base } from "@playwright/test";
import { Console } from "./console.js";
import { Server, freePort } from "./process.js";
import { serve } from "./static.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const DIST = process.env.ATALAYA_DIST ?? here("../../dist");
const HUB = process.env.ATALAYA_HUB ?? here("../../target/release/atalaya-hub");
// `cargo xtask test` names the Python that it filled; by hand the same one is taken from its place.
const CACHE = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
const PYTHON = process.env.ATALAYA_PYTHON ?? join(CACHE, "atalaya/tools/e2e-python/bin/python");

/** Options as a command line: `{pingInterval: 2, noCors: true}` → `--ping-interval 2 --no-cors`. */
function flags(options) {
  return Object.entries(options).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === true) return [flag];
    return value === false || value === undefined ? [] : [flag, String(value)];
  });
}

export const test = base.extend({
  /** Whatever the page must never do; a test that provokes it on purpose says so: `allowed.push(/…/)`. */
  allowed: async ({}, use) => use([]),

  /** Start a process as a server; killed when the test ends. */
  server: async ({}, use) => {
    const started = [];
    await use(async (command, options) => {
      const server = new Server(await freePort(), command, options);
      started.push(server);
      return server.start();
    });
    await Promise.all(started.map((server) => server.kill()));
  },

  /** The portal of contract 002; its clock is Santiago's unless `zone` says otherwise. */
  portal: async ({ server }, use) => {
    await use(({ zone = "America/Santiago", ...options } = {}) =>
      server((port) => [PYTHON, here("../hubs/portal.py"), ...flags({ port, ...options })], {
        env: { TZ: zone, PYTHONUNBUFFERED: "1" },
        ready: "/_control/state",
      }),
    );
  },

  /** The block storage of contract 000, without CORS; its clock is Santiago's unless `zone` says otherwise. */
  blocks: async ({ server }, use) => {
    await use(({ zone = "America/Santiago", ...options } = {}) =>
      server((port) => [PYTHON, here("../hubs/blocks.py"), ...flags({ port, ...options })], {
        env: { TZ: zone, PYTHONUNBUFFERED: "1" },
        ready: "/_control/state",
      }),
    );
  },

  /** The desks of contract 003, without CORS; the broker's address is `wsUrl`. */
  desks: async ({ server }, use) => {
    await use(async ({ wsPort, ...options } = {}) => {
      wsPort ??= await freePort();
      const started = await server(
        (port) => [PYTHON, here("../hubs/desks.py"), ...flags({ port, wsPort, ...options })],
        { env: { PYTHONUNBUFFERED: "1" }, ready: "/_control/state" },
      );
      return Object.assign(started, { wsUrl: `ws://127.0.0.1:${wsPort}/` });
    });
  },

  /** Django REST framework as its tutorial makes a server. */
  restFramework: async ({ server }, use) => {
    await use((options = {}) =>
      server((port) => [PYTHON, here("../hubs/rest_pages.py"), ...flags({ port, ...options })], {
        env: { PYTHONUNBUFFERED: "1" },
        ready: "/_control/truth",
      }),
    );
  },

  /** The agenda of contract 001, without CORS: `url` is the coordinator, `agendaUrl` the back end with `wsUrl`. */
  agenda: async ({ server }, use) => {
    await use(async ({ zone = "America/Santiago", ...options } = {}) => {
      const [agendaPort, wsPort] = [await freePort(), await freePort()];
      const started = await server(
        (port) => [PYTHON, here("../hubs/agenda.py"), ...flags({ port, agendaPort, wsPort, ...options })],
        { env: { TZ: zone, PYTHONUNBUFFERED: "1" }, ready: "/_control/state" },
      );
      return Object.assign(started, {
        agendaUrl: `http://127.0.0.1:${agendaPort}`,
        wsUrl: `ws://127.0.0.1:${wsPort}/`,
      });
    });
  },

  /** The poker hands of contract 004; its process is not in UTC, though its stamps are. */
  poker: async ({ server }, use) => {
    await use(({ zone = "America/Santiago", ...options } = {}) =>
      server((port) => [PYTHON, here("../hubs/poker.py"), ...flags({ port, ...options })], {
        env: { TZ: zone, PYTHONUNBUFFERED: "1" },
        ready: "/_control/state",
      }),
    );
  },

  /** The npm Socket.IO server. */
  socketio: async ({ server }, use) => {
    await use((options = {}) =>
      server((port) => [process.execPath, here("../hubs/socketio.mjs"), ...flags({ port, ...options })], {
        ready: "/_control/state",
      }),
    );
  },

  /** A hub that misbehaves as its controls say. */
  field: async ({ server }, use) => {
    await use(() =>
      server((port) => [process.execPath, here("../hubs/field.mjs"), ...flags({ port })], { ready: "/_control/truth" }),
    );
  },

  /** A stand-in of the catalogue, by the name of its file. */
  standIn: async ({ server }, use) => {
    await use((name, options = {}) =>
      server((port) => [process.execPath, here(`../hubs/catalogue/${name}.mjs`), ...flags({ port, ...options })], {
        ready: "/_control/truth",
      }),
    );
  },

  /** A server of the test's own: `answer(request, response)`, and what is to be done with the server. */
  own: async ({}, use) => {
    const all = [];
    await use(async (answer, more = () => {}) => {
      const server = createServer(answer);
      all.push({ server, end: more(server) });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      return `http://127.0.0.1:${server.address().port}`;
    });
    for (const { server, end } of all) {
      // Some ends wait until every connection has closed, and browsers keep theirs.
      const ended = end?.();
      server.closeAllConnections();
      await ended;
      server.close();
    }
  },

  /** A hub of Server-Sent Events that misbehaves on command. */
  events: async ({ server }, use) => {
    await use(() => server((port) => [process.execPath, here("../hubs/events.mjs"), ...flags({ port })], { ready: "/_control/truth" }));
  },

  /** A hub whose logins end, and whose socket repeats what was missed. */
  sessions: async ({ server }, use) => {
    await use(() => server((port) => [process.execPath, here("../hubs/sessions.mjs"), ...flags({ port })], { ready: "/_control/truth" }));
  },

  /** The reference hub, with a database of its own. */
  hub: async ({ server }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "atalaya-e2e-"));
    await use((options = {}) => {
      const database = join(folder, "hub.db");
      return server((port) => [HUB, ...flags({ listen: `127.0.0.1:${port}`, dist: DIST, database, rate: 0, ...options })], {
        ready: "/health",
      });
    });
    await rm(folder, { recursive: true, force: true });
  },

  /** Serve the page with these hubs and open it. `hubs`: a list, a text to serve as it is, or null for none. */
  console: async ({ page, allowed }, use) => {
    const servers = [];
    const faults = await watch(page);
    await use(async (hubs, { path = "/", files = {}, proxies = {}, title } = {}) => {
      const text = Array.isArray(hubs) ? JSON.stringify({ title, hubs }) : hubs;
      const pages = await serve(DIST, { "/hubs.json": text, ...files }, proxies);
      servers.push(pages);
      return new Console(page, pages).open(path);
    });
    servers.forEach((one) => one.close());
    const wrong = faults.filter((fault) => !allowed.some((pattern) => pattern.test(fault)));
    expect(wrong, "panics, policy violations and requests to third parties").toEqual([]);
  },
});

/** Everything that no page may do: throw, break the policy, ask a third party. */
export async function watch(page) {
  const faults = [];
  // Not every breach of the policy is written to the console.
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      console.error(`Content Security Policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedHTML|panicked/i.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    const ours = hostname === "127.0.0.1" || ["data:", "blob:"].includes(protocol);
    if (!ours) faults.push(`third party: ${request.url()}`);
  });
  return faults;
}

/** A hub of contract 002 as hubs.json names it. */
/** A profile of the app, with shorter times: all that a test waits for comes sooner, and in the same order. */
export function hurried(name, shorten) {
  const profile = JSON.parse(readFileSync(here(`../../profiles/${name}.json`), "utf8"));
  shorten(profile);
  return profile;
}

export const portalHub = (server, more = {}) => ({
  id: "portal",
  name: "Portal de datos",
  profile: "open-data-portal",
  url: server.url,
  ...more,
});

export { expect };
