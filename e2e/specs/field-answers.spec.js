// What hubs in the field answer over HTTP: JSON that is none, statuses with a meaning, pages, refusals of all shapes.
import { readFile } from "node:fs/promises";
import * as bench from "../support/bench.js";
import { expect } from "../support/fixtures.js";

const { answer, asked, calm, test } = bench;
const DASH = "–";
/** What the bench asks by itself: two lists every 5 s, and some more where one fails. */
const QUIET = 40;

const failure = (app) => app.page.locator("[data-testid=table-failure]").first();
const pause = (seconds) => new Promise((go) => setTimeout(go, seconds * 1_000));

/** A file that the table's menu offers. */
async function exported(app, kind) {
  await app.panel("t").locator("[data-testid=table-menu]").click();
  const [file] = await Promise.all([app.page.waitForEvent("download"), app.panel("t").locator(`[data-testid=export-${kind}]`).click()]);
  await app.page.keyboard.press("Escape");
  return readFile(await file.path(), "utf8");
}

/** The page of the table, with its first rows. */
async function shown(console, server, profile = bench.rest(), more = {}) {
  const app = await bench.open(console, server, profile, more);
  await expect(app.row("t", "a")).toBeVisible();
  return app;
}

/** A profile with one action on the hub. */
function acting(action) {
  const title = { es: "Cambiar", en: "Change" };
  return { ...bench.rest(), actions: [{ id: "change", title, source: "rest", post: "/change", ...action }] };
}
const dialog = (app) => app.page.locator("[data-testid=action]");
const end = (app) => dialog(app).locator("[data-end]");
const send = (app) => dialog(app).locator("button[type=submit]").click();
/** How often the action was sent. */
const posts = async (server) => (await asked(server, "/change")).filter(({ method }) => method === "POST").length;
const act = (app) => app.page.locator('button[data-action="change"]').filter({ visible: true }).first().click();

test.describe("JSON that is almost JSON", () => {
  test("numbers that JSON does not have empty their cell and nothing else", async ({ field, console }) => {
    const server = await field();
    const text = '{"rows":[{"id":"a","n":1.5},{"id":"b","n":NaN},{"id":"c","n":-Infinity},{"id":"d","name":"NaN, Infinity","n":Infinity}]}';
    await answer(server, "/rows", { text });
    const app = await shown(console, server);
    await expect.poll(() => bench.keys(app)).toEqual(["a", "b", "c", "d"]);
    expect(await bench.column(app, "n")).toEqual(["1,5", DASH, DASH, DASH]);
    await expect(app.cell("t", "d", "name")).toHaveText("NaN, Infinity");
    expect(JSON.parse(await exported(app, "json")).map((row) => row.n)).toEqual([1.5, null, null, null]);
    expect((await exported(app, "csv")).split("\r\n")[2].split(",")[2]).toBe("");
    await calm(server, QUIET, 6);
  });

  test("half of a surrogate pair is replaced; both rows stand, and the key can be used", async ({ field, console }) => {
    const server = await field();
    const text = '{"rows":[{"id":"a","name":"informe\\udcf1.txt"},{"id":"k\\ud800","name":"\\ud83d\\ude00"},{"id":"c","name":"\\ude00\\ud83d"}]}';
    await answer(server, "/rows", { text });
    const app = await shown(console, server);
    await expect(app.cell("t", "a", "name")).toHaveText("informe\ufffd.txt");
    await expect(app.cell("t", "k\ufffd", "name")).toHaveText("😀");
    await expect(app.cell("t", "c", "name")).toHaveText("\ufffd\ufffd");
    await expect(failure(app)).toHaveCount(0);
    await app.row("t", "k\ufffd").click();
    await expect(app.page.locator("[data-testid=details]")).toBeVisible();
  });

  test("a byte order mark before it is passed over", async ({ field, console }) => {
    const server = await field();
    await answer(server, "/rows", { text: '\ufeff{"rows":[{"id":"a","n":1}]}' });
    const app = await shown(console, server);
    expect(await bench.column(app, "n")).toEqual(["1"]);
  });

  test("long numbers keep their digits in cells and in files, as keys too", async ({ field, console }) => {
    const server = await field();
    const big = "340282366920938463463374607431768211455";
    const next = "340282366920938463463374607431768211454";
    const numbers = ["94.52706955539223", "0.9999999999999999", "25000000000000000001", "1e400"];
    const rows = numbers.map((n, at) => `{"id":"${"abcd"[at]}","n":${n}}`);
    await answer(server, "/rows", { text: `{"rows":[${rows},{"id":${big},"n":1},{"id":${next},"n":2}]}` });
    const app = await shown(console, server);
    await expect(app.row("t", big)).toHaveCount(1);
    await expect(app.row("t", next)).toHaveCount(1);
    const digits = (text) => text.replace(/[\s.\u00a0\u202f]/g, "").replace(",", ".");
    const cells = (await bench.column(app, "n")).map(digits);
    expect(cells[0]).toBe("94.52706955539223");
    expect(cells[1]).toBe("0.9999999999999999");
    expect(cells[2]).toBe("25000000000000000001");
    expect(cells.slice(4)).toEqual(["1", "2"]);
    const file = await exported(app, "json");
    for (const number of numbers.slice(0, 3)) expect(file).toContain(number);
  });
});

test.describe("an answer without rows", () => {
  for (const [status, name] of [[204, "204"], [202, "202"], [200, "an empty 200"]]) {
    test(`${name} says nothing new: the rows stay, the time moves on`, async ({ field, console }) => {
      const server = await field();
      const app = await shown(console, server);
      await answer(server, "/rows", { status });
      const from = Date.now();
      await expect.poll(async () => (await asked(server, "/rows", from)).length, { timeout: 15_000 }).toBeGreaterThan(0);
      const before = Date.now();
      await expect
        .poll(async () => Date.parse(await app.table("t").getAttribute("data-as-of")), { timeout: 15_000 })
        .toBeGreaterThan(before - 1_000);
      expect(await bench.keys(app)).toEqual(["a", "b", "c"]);
      await expect(failure(app)).toHaveCount(0);
      await app.online("x");
      await calm(server, QUIET, 6);
    });
  }

  test("200 with an error where the profile says that errors stand empties nothing, and its words are shown", async ({ field, console }) => {
    const server = await field();
    const app = await shown(console, server, { ...bench.rest(), errors: ["/error"] });
    await answer(server, "/rows", { json: { error: "backend not ready", rows: [] } });
    await expect(failure(app)).toContainText("backend not ready", { timeout: 15_000 });
    expect(await bench.keys(app)).toEqual(["a", "b", "c"]);
    await calm(server, 2 * QUIET, 6);
  });
});

test.describe("an answer that says when to come again", () => {
  const soon = () => new Date(Date.now() + 120_000).toUTCString();
  for (const [status, after] of [[429, () => "120"], [503, soon]]) {
    test(`${status}, ${status === 429 ? "seconds" : "a date"}: not asked before, counted down, Retry now still asks`, async ({ field, console }) => {
      test.setTimeout(90_000);
      const server = await field();
      const app = await shown(console, server);
      await answer(server, "/rows", { status, headers: { "retry-after": after() }, text: "busy" });
      await answer(server, "/notes", { status, headers: { "retry-after": after() }, text: "busy" });
      const told = Date.now();
      await expect.poll(async () => (await asked(server, "/rows", told)).length, { timeout: 15_000 }).toBe(1);
      await pause(15);
      expect((await asked(server, "/rows", told)).length, "lists while it asks for peace").toBe(1);
      await expect(app.link("x")).toContainText(/1[01]\d|9\d|1:\d\d|2 min/);
      expect(await bench.keys(app)).toEqual(["a", "b", "c"]);
      await answer(server, "/rows");
      const { retry } = await app.openLink("x");
      await retry.click();
      await expect.poll(async () => (await asked(server, "/rows", told)).length).toBeGreaterThan(1);
      await app.online("x");
    });
  }
});

test.describe("a list that is not there", () => {
  const every = 12;
  /** The seconds between so many requests of `/slow`. */
  async function gaps(server, count) {
    const all = () => asked(server, "/slow");
    await expect.poll(async () => (await all()).length, { timeout: 80_000, intervals: [500] }).toBeGreaterThan(count);
    const times = (await all()).map(({ at }) => at);
    return times.slice(1).map((at, place) => (at - times[place]) / 1_000);
  }
  function listing(optional) {
    const profile = bench.rest();
    profile.poll.push({ source: "rest", get: "/slow", every_s: every, optional, do: [{ merge: "$note", from: "/notes" }] });
    return profile;
  }

  for (const optional of [true, false]) {
    test(`is asked once an interval after the first few times${optional ? ", where it may be absent from the first on" : ""}`, async ({ field, console }) => {
      test.setTimeout(120_000);
      const server = await field();
      await answer(server, "/slow", { status: 404, json: { error: "no such list" } });
      await shown(console, server, listing(optional));
      const quick = optional ? 0 : 6;
      const apart = await gaps(server, quick + 2);
      for (const gap of apart.slice(quick)) expect(gap, apart.join()).toBeGreaterThan(every - 1);
    });
  }

  test("because nobody answers is asked again soon, as ever", async ({ field, console }) => {
    test.setTimeout(90_000);
    const server = await field();
    const app = await shown(console, server, listing(false));
    await expect.poll(async () => (await asked(server, "/slow")).length).toBe(1);
    await answer(server, "/slow", { close: true });
    const before = (await asked(server, "/slow")).length;
    await expect.poll(async () => (await asked(server, "/slow")).length, { timeout: 30_000 }).toBeGreaterThan(before);
    await answer(server, "/slow", { json: { notes: [] } });
    await app.online("x", 10_000);
  });
});

test("a row without an id costs its own place; a row that is gone goes", async ({ field, console }) => {
  const server = await field();
  const rows = [{ id: "a", n: 1 }, { id: null, n: 2 }, { id: "c", n: 3 }];
  await answer(server, "/rows", { json: { rows } });
  const app = await shown(console, server);
  await expect(app.row("t", "c")).toBeVisible();
  await answer(server, "/rows", { json: { rows: rows.slice(0, 2) } });
  await expect(app.row("t", "c")).toHaveCount(0, { timeout: 15_000 });
  await expect(app.panel("t")).toContainText(/1 fila/);
});

test.describe("text in another character set", () => {
  const text = '{"rows":[{"id":"a","name":"Señal ñandú"}]}';
  for (const [type, bytes] of [
    ["application/json; charset=iso-8859-1", Buffer.from(text, "latin1")],
    ["application/json;charset=ISO-8859-15", Buffer.from(text, "latin1")],
    ["application/json; charset=utf-16le", Buffer.from(text, "utf16le")],
    ["application/json; charset=utf-8", Buffer.from(text, "utf8")],
  ]) {
    test(type, async ({ field, console }) => {
      const server = await field();
      await answer(server, "/rows", { base64: bytes.toString("base64"), headers: { "content-type": type } });
      const app = await shown(console, server);
      await expect(app.cell("t", "a", "name")).toHaveText("Señal ñandú");
    });
  }
});

test("a list with an ETag is asked for with it, and 304 is an answer", async ({ field, console }) => {
  const server = await field();
  const rows = ["a", "b"].map((id, n) => ({ id, n }));
  await answer(server, "/rows", { json: { rows }, headers: { etag: '"v1"' } });
  const app = await shown(console, server);
  const from = Date.now();
  await expect
    .poll(async () => (await asked(server, "/rows", from)).some(({ headers }) => headers["if-none-match"] === '"v1"'), { timeout: 15_000 })
    .toBe(true);
  await expect.poll(async () => Date.parse(await app.table("t").getAttribute("data-as-of")), { timeout: 10_000 }).toBeGreaterThan(from - 1_000);
  expect(await bench.keys(app)).toEqual(["a", "b"]);
  await answer(server, "/rows", { json: { rows: rows.slice(0, 1) }, headers: { etag: '"v2"' } });
  await expect(app.row("t", "b")).toHaveCount(0, { timeout: 15_000 });
  await app.online("x");
  await calm(server, QUIET, 6);
});

test.describe("a list in pages", () => {
  const page = (from, to) => Array.from({ length: to - from }, (_, at) => ({ id: `r${from + at}`, n: from + at }));

  test("of which the profile says nothing says how much of it is here, and nothing is gone when it slips", async ({ field, console }) => {
    const server = await field();
    const first = { count: 120, next: "/rows?page=2", rows: page(0, 50) };
    await answer(server, "/rows", { json: first });
    const app = await bench.open(console, server, bench.rest());
    await expect(app.panel("t")).toContainText(/50 de 120/);
    await answer(server, "/rows", { json: { ...first, count: 121, rows: [{ id: "new", n: 1 }, ...page(0, 49)] } });
    await expect(app.row("t", "new")).toHaveCount(1, { timeout: 15_000 });
    await expect(app.table("t").locator("[data-removed=true]")).toHaveCount(0);
    await expect(app.panel("t")).toContainText(/de 121/);
    await calm(server, QUIET, 6);
  });
});

test.describe("a refused answer to what the user did", () => {
  const lookup = { retry: "lookup", lookup: { source: "rest", get: "/rows", from: "/rows", like: { "/id": "never" } } };

  for (const words of [{ error: "at least 2 nodes are needed" }, { error: "disk full" }]) {
    test(`500 with words is an answer: ${words.error}`, async ({ field, console }) => {
      const server = await field();
      await answer(server, "/change", { status: 500, json: words });
      const app = await shown(console, server, { ...acting(lookup), errors: ["/error"] }, { path: "/hub/x" });
      // Without fields it is sent at once.
      await act(app);
      await expect(end(app)).toContainText("HTTP 500", { timeout: 15_000 });
      await expect(end(app)).toContainText(words.error);
      await expect(end(app)).not.toContainText("no llegó");
      expect(await posts(server), "sent once").toBe(1);
    });
  }

  for (const [name, status, json] of [
    ["an object by field", 400, { fields: { name: "ya existe" } }],
    ["lists by field", 422, { errors: { name: ["ya existe"] } }],
    ["places and messages", 422, { detail: [{ loc: ["body", "name"], msg: "ya existe" }] }],
  ]) {
    test(`${name}: the words stand beside the field`, async ({ field, console }) => {
      const server = await field();
      await answer(server, "/change", { status, json });
      const profile = { ...acting({ fields: [{ id: "name", required: true }, { id: "other" }] }), errors: ["fields"] };
      const app = await shown(console, server, profile, { path: "/hub/x" });
      await act(app);
      await dialog(app).locator("[data-field=name] input").fill("x");
      await send(app);
      await expect(dialog(app).locator("[data-field=name] [data-testid=problem]")).toContainText("ya existe");
      await expect(dialog(app).locator("[data-field=other] [data-testid=problem]")).toBeEmpty();
      await expect(dialog(app).locator("[data-field=name] input")).toHaveValue("x");
    });
  }
});

test("an upload with quotes in its name whose answer was lost is found, not sent again", async ({ field, console }) => {
  const server = await field();
  const name = 'informe "final".txt';
  await answer(server, "/files", { json: { files: [] } });
  const profile = acting({
    body: "multipart",
    fields: [{ id: "file", type: "file", required: true }],
    retry: "lookup",
    lookup: { source: "rest", get: "/files", from: "/files", like: { "/name": "{file}" } },
  });
  const app = await shown(console, server, profile, { path: "/hub/x" });
  await answer(server, "/change", { close: true });
  await answer(server, "/files", { json: { files: [{ name: "informe %22final%22.txt" }] } });
  await act(app);
  await dialog(app).locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from("x") });
  await send(app);
  await expect(dialog(app)).toBeHidden({ timeout: 20_000 });
  expect(await posts(server)).toBe(1);
});

test.describe("an answer without an end", () => {
  test("is cut, said, and the rows stay", async ({ field, console }) => {
    test.setTimeout(120_000);
    const server = await field();
    const app = await shown(console, server);
    await answer(server, "/rows", { endless: true, headers: { "content-type": "application/json" } });
    await expect(failure(app)).toContainText(/32|gran/i, { timeout: 60_000 });
    expect(await bench.keys(app)).toEqual(["a", "b", "c"]);
    await answer(server, "/rows");
    await expect(failure(app)).toHaveCount(0, { timeout: 40_000 });
  });

  test("a redirect to itself counts as one failure, with a growing pause", async ({ field, console }) => {
    test.setTimeout(90_000);
    const server = await field();
    const app = await shown(console, server);
    await answer(server, "/rows", { status: 302, headers: { location: "/hubs/x/rows" } });
    await expect(failure(app)).toBeVisible({ timeout: 15_000 });
    await pause(5);
    // A browser follows twenty redirects before it gives up. The pauses are drawn by lot, the first of them up to 2, 4
    // and 8 s; without growing ones there would be forty attempts in this time.
    await calm(server, 21 * 30, 20);
    expect(await bench.keys(app)).toEqual(["a", "b", "c"]);
  });
});

test.describe("401", () => {
  const auth = {
    ask: ["token"],
    attach: [{ source: "rest", as: "header", name: "Authorization", value: "Bearer {auth.token}" }],
  };
  async function loggedIn(console, server) {
    const app = await bench.open(console, server, { ...bench.rest(), auth }, { path: "/hub/x" });
    const login = app.page.locator("[data-testid=login]");
    await login.locator("input[name=token]").fill("t");
    await login.locator("input[name=longer]").check();
    await login.locator("button[type=submit]").click();
    await expect(app.row("t", "a")).toBeVisible();
    return app;
  }
  const kept = (app) => app.page.evaluate(() => localStorage.getItem("atalaya.access.x"));

  test("once, from a proxy that restarts: asked once more, the login stays", async ({ field, console }) => {
    const server = await field();
    const app = await loggedIn(console, server);
    const from = Date.now();
    await answer(server, "/rows", { status: 401, text: "", times: 1 });
    await expect.poll(async () => (await asked(server, "/rows", from)).length, { timeout: 15_000 }).toBeGreaterThanOrEqual(2);
    await expect(app.page.locator("[data-testid=log-out]")).toBeVisible();
    expect(await kept(app)).toContain("t");
    await app.online("x");
    await calm(server, QUIET, 6);
  });

  test("twice in a row: asked for the login again, and no storm", async ({ field, console }) => {
    const server = await field();
    const app = await loggedIn(console, server);
    await answer(server, "/rows", { status: 401, text: "" });
    await answer(server, "/notes", { status: 401, text: "" });
    await expect(app.page.locator("[data-testid=login]")).toBeVisible({ timeout: 20_000 });
    await calm(server, 6, 10);
  });
});
