// Server-Sent Events: what a stream may do, against a hub that does it.
import * as bench from "../support/bench.js";
import { expect } from "../support/fixtures.js";

const { test } = bench;

const profile = (source = {}) => ({
  name: "events",
  title: "Events",
  sources: { live: { kind: "sse", path: "/events", primary: true, ...source }, rest: { kind: "rest" } },
  on: [
    { event: "row", do: [{ upsert: "t" }] },
    { event: "gone", do: [{ remove: "t", key: "" }] },
    { match: { "/text": { any: true } }, do: [{ notify: { id: "/nr", title: "/text" } }] },
  ],
  tables: [{ id: "t", title: "T", key: "/id", columns: [{ id: "id", at: "/id", title: "Id" }, { id: "name", at: "/name", title: "Name" }] }],
});

async function open(hub, console, source, { across = false } = {}) {
  const server = await hub();
  const url = across ? server.url : "/hubs/x";
  const app = await console([{ id: "x", name: "Torre", profile: profile(source), url }], { path: "/hub/x", proxies: { "/hubs/x": server.url } });
  return { server, app };
}

const truth = (server) => server.control("truth");
const say = (server, name, data) => server.control("say", { name, data });
const again = (server, times) => expect.poll(async () => (await truth(server)).came.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(times);

test("named events are rows, others are what they hold, wherever they are cut", async ({ events, console }) => {
  const { server, app } = await open(events, console);
  await app.online("x");
  expect((await truth(server)).came).toMatchObject([{ accept: "text/event-stream" }]);
  await say(server, "row", { id: "a", name: "uno" });
  await expect(app.cell("t", "a", "name")).toHaveText("uno");
  await server.control("raw", { text: 'event: row\r\ndata: {"id":"b",\r\ndata: "name":"ñandú 😀"}\r\n\r\n', size: 1 });
  await expect(app.cell("t", "b", "name")).toHaveText("ñandú 😀");
  await server.control("raw", { text: 'data: {"nr":7,"text":"hola"}\n\n: nothing\n\nevent: gone\ndata: a\n\n', size: 3 });
  await app.unread(1);
  await expect(app.row("t", "a")).toHaveCount(0);
});

test("a hub that repeats is asked to go on after the last event, and nothing is missing or twice", async ({ events, console }) => {
  const { server, app } = await open(events, console, { resume: true });
  await app.online("x");
  await say(server, "", { nr: 1, text: "uno" });
  await app.unread(1);
  for (const fault of ["cut", "end", "cut"]) {
    const { came } = await truth(server);
    await server.control(fault, {});
    await say(server, "", { nr: came.length * 2, text: "mientras" });
    await again(server, came.length + 1);
    await app.online("x");
    await say(server, "", { nr: came.length * 2 + 1, text: "después" });
  }
  await app.unread(7);
  await expect(app.link("x")).toHaveAttribute("data-recovery", "replay");
  await app.openInbox();
  await expect(app.dialog.locator("[data-testid=gap]")).toHaveCount(0);
  expect((await truth(server)).came.map(({ after }) => after)).toEqual([undefined, "1", "3", "5"]);
});

test("a hub that does not repeat is sent no id, and the gap is drawn", async ({ events, console }) => {
  const { server, app } = await open(events, console);
  await app.online("x");
  await say(server, "", { nr: 1, text: "uno" });
  await app.unread(1);
  await server.control("cut", {});
  await again(server, 2);
  await app.online("x");
  await app.openInbox();
  await expect(app.dialog.locator("[data-testid=gap]")).toHaveCount(1);
  expect((await truth(server)).came.map(({ after }) => after)).toEqual([undefined, undefined]);
});

test("after its end a stream is asked for when the hub says", async ({ events, console }) => {
  const server = await events();
  await server.control("retry", { ms: 4_000 });
  const app = await console([{ id: "x", profile: profile(), url: "/hubs/x" }], { proxies: { "/hubs/x": server.url } });
  await app.online("x");
  await say(server, "", { nr: 1, text: "uno" });
  await app.unread(1);
  const ended = Date.now();
  await server.control("end", {});
  await again(server, 2);
  const [, second] = (await truth(server)).came;
  expect(second.at - ended).toBeGreaterThan(3_500);
  expect(second.at - ended).toBeLessThan(8_000);
});

test("a hub of another origin is heard without its leave for any header", async ({ events, console }) => {
  const { server, app } = await open(events, console, {}, { across: true });
  // The stand-in sends no CORS headers: the page may not read the stream, and says so.
  await again(server, 1);
  await expect(app.page.locator("[data-testid=why]").first()).toContainText("CORS", { timeout: 20_000 });
});

for (const [what, wish, said, most] of [
  ["an error", { status: 503, body: "ocupado" }, "503", 20],
  ["a page", { status: 200, type: "text/html", body: "<html>no</html>" }, "", 20],
  ["no content", { status: 204 }, "204", 1],
]) {
  test(`${what} in place of a stream is said, and makes no storm`, async ({ events, console }) => {
    const server = await events();
    await server.control("answer", wish);
    const app = await console([{ id: "x", name: "Torre", profile: profile(), url: "/hubs/x" }], { path: "/hub/x", proxies: { "/hubs/x": server.url } });
    const why = app.page.locator("[data-testid=why]").first();
    await expect(why).toContainText(said, { timeout: 20_000 });
    await expect(why).not.toHaveText("");
    await app.page.waitForTimeout(6_000);
    expect((await truth(server)).came.length).toBeLessThanOrEqual(most);
    await server.control("answer", {});
    await app.page.locator("[data-testid=notice-retry]").click();
    await app.online("x");
  });
}
