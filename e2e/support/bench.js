// The bench: the misbehaving hub of hubs/field.mjs, below the page's own origin, with a small profile that a test may
// change. Its `test` fails where a page asked in a storm, whatever else the test is about.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test as base } from "./fixtures.js";
import { Pace } from "./pace.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../profiles/${name}.json`, import.meta.url), "utf8"));
export const rest = () => read("bench-rest");
export const ws = () => read("bench-ws");
export const socketio = () => read("bench-socketio");

export const test = base.extend({
  /** All that the pages of the test ask for. */
  pace: [
    async ({ page, context }, use) => {
      const pace = new Pace();
      await pace.watch(page);
      context.on("page", (other) => pace.watch(other));
      await use(pace);
      expect(pace.storms(), "storms of requests").toEqual([]);
    },
    { auto: true },
  ],

  console: async ({ console, pace }, use) => {
    await use((hubs, more) => {
      pace.hubs = Array.isArray(hubs) ? hubs : [];
      return console(hubs, more);
    });
  },
});

/** The page of the bench's only table. `across`: the hub has an origin of its own. */
export async function open(console, server, profile, { path = "/hub/x/table/t", across = false, ...more } = {}) {
  const url = across ? server.url : "/hubs/x";
  const hubs = [{ id: "x", name: "Banco", profile, url, ...more.hub }];
  return console(hubs, { path, proxies: { "/hubs/x": server.url }, files: more.files });
}

/** How a path is answered from now on. */
export const answer = (server, path, ...answers) => server.control("answer", { path, answers });

/** The requests of a path that came in the last while, or since `from`. */
export async function asked(server, path, from = 0) {
  const { requests } = await server.control("state");
  return requests.filter(({ url, at }) => url.split("?")[0] === path && at >= from);
}

/** Watch for so long how often the hub is asked: all that came, by path, in requests a minute. */
export async function rate(server, seconds) {
  const from = Date.now();
  await sleep(seconds * 1_000);
  const { requests } = await server.control("state");
  const now = requests.filter(({ at }) => at >= from);
  return (now.length * 60) / seconds;
}

/** No storm: at most so many requests a minute, of all kinds. */
export async function calm(server, most, seconds = 10) {
  expect(await rate(server, seconds), "requests a minute").toBeLessThanOrEqual(most);
}

/** The keys of the rows that are drawn, from the top. */
export const keys = (app, table = "t") =>
  app.table(table).locator("[role=row][data-key]").evaluateAll((all) => all.map((row) => row.dataset.key));

/** The texts of a column, from the top. */
export const column = (app, name, table = "t") =>
  app.table(table).locator(`[role=row][data-key] [role=gridcell][data-column="${name}"]`).allInnerTexts();
