// That a storm of requests is seen: what holds the other suites of the field must be able to fail.
import * as bench from "../support/bench.js";
import { expect } from "../support/fixtures.js";
import { Pace, fullest } from "../support/pace.js";

const { test } = bench;
const every = (ms, count, from = 0) => Array.from({ length: count }, (_, at) => from + at * ms);

test("a bucket fills by what comes faster than it leaks", () => {
  expect(fullest([], 12)).toBe(0);
  expect(fullest(every(5_000, 100), 12)).toBe(1);
  expect(fullest(every(0, 20), 12)).toBe(20);
  expect(fullest([...every(0, 20), ...every(5_000, 20, 60_000)], 12)).toBe(20);
  expect(fullest(every(1_000, 61), 12)).toBeCloseTo(49);
});

test("an outage of the connection is no storm, a loop without a pause is one", () => {
  const pace = new Pace();
  pace.hubs = [{ profile: bench.rest() }];
  const outage = [0, 0.3, 0.9, 1.4, 1.8, 2.5, 2.9, 3.3, 4.1, 4.6, 5.4, 7, 11, 19, 35, 51, 70];
  for (const s of outage) pace.note("ws://hub/live", s * 1_000);
  for (const at of every(5_000, 200)) pace.note("http://hub/rows?x=1", at);
  expect(pace.storms()).toEqual([]);
  for (const at of every(110, 91)) pace.note("http://hub/notes", at);
  expect(pace.storms().join()).toContain("http://hub/notes: 91 requests in 9.9 s");
});

test.describe("a page that asks without a pause is found", () => {
  for (const [name, storm, found] of [
    ["requests", () => setInterval(() => fetch(`/hubs/x/rows?at=${Math.random()}`), 25), "/hubs/x/rows:"],
    ["requests that nobody answers", () => setInterval(() => fetch("http://127.0.0.1:9/rows").catch(() => {}), 25), "127.0.0.1:9/rows:"],
    ["sockets", () => setInterval(() => new WebSocket("ws://127.0.0.1:9/live"), 25), "127.0.0.1:9/live:"],
    ["another address each time", () => setInterval(() => fetch(`/hubs/x/rows/${Math.random()}`), 25), "all together:"],
  ]) {
    test(name, async ({ field, console, page, pace }) => {
      const app = await bench.open(console, await field(), bench.rest());
      await expect(app.row("t", "a")).toBeVisible();
      expect(pace.storms()).toEqual([]);
      await page.evaluate(storm);
      await expect.poll(() => pace.storms().join("\n"), { timeout: 15_000 }).toContain(found);
      await page.close();
      pace.forget();
    });
  }

  test("a page that loads itself again and again", async ({ field, console, page, pace }) => {
    const app = await bench.open(console, await field(), bench.rest());
    for (let turn = 0; turn < 25; turn++) await page.goto(`${app.url}/hub/x/table/t`, { waitUntil: "commit" });
    expect(pace.storms().join("\n")).toContain("/hub/x/table/t:");
    pace.forget();
  });
});
