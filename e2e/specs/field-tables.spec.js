// Tables in the field: what a cell says is what is filtered, ordered and exported; times of all formats; rows that move.
import * as bench from "../support/bench.js";
import { expect } from "../support/fixtures.js";

const { answer, asked, calm, test } = bench;
const QUIET = 40;

const filter = (app) => app.page.getByRole("searchbox");
const details = (app) => app.page.locator("[data-testid=details]");
const named = (names) => names.map((name, at) => ({ id: `k${at}`, name, n: at }));
const pause = (seconds) => new Promise((go) => setTimeout(go, seconds * 1_000));
const iso = (ms) => new Date(ms).toISOString();

/** The table with these rows. */
async function holding(console, field, rows, profile = bench.rest(), more = {}) {
  const server = await field();
  await server.control("rows", { rows });
  const app = await bench.open(console, server, profile, more);
  await expect(app.table("t").locator("[role=row][data-key]").first()).toBeVisible();
  return { server, app };
}

/** The bench with these columns. */
function columns(all) {
  const profile = bench.rest();
  profile.tables[0].columns = [{ id: "id", at: "/id", title: "Id" }, ...all];
  return profile;
}

test.describe("times", () => {
  test("what lies ahead is ahead, and a minute of skew may be now", async ({ field, console }) => {
    const now = Date.now();
    const at = { soon: now + 3 * 3_600_000 + 60_000, far: now + 9 * 86_400_000 + 60_000, skew: now + 20_000, past: now - 3 * 3_600_000 - 60_000 };
    const rows = Object.entries(at).map(([id, ms]) => ({ id, at: iso(ms) }));
    const { app } = await holding(console, field, rows);
    await expect(app.cell("t", "soon", "at")).toContainText("dentro de 3 horas");
    await expect(app.cell("t", "far", "at")).toContainText("dentro de 9 días");
    await expect(app.cell("t", "far", "at")).not.toContainText("ahora");
    await expect(app.cell("t", "skew", "at")).toContainText(/ahora|dentro de \d+ segundos/);
    await expect(app.cell("t", "past", "at")).toContainText("hace 3 horas");
  });

  test("the stamps of Flask, PostgreSQL, Go and ISO in all its forms are one moment; what is none is shown as it came", async ({ field, console }) => {
    const good = {
      flask: "Sun, 07 Jul 2024 08:00:00 GMT",
      postgres: "2024-07-07 08:00:00.057802+00",
      minutes: "2024-07-07T08:00Z",
      go: "2024-07-07 08:00:00 +0000 UTC",
      iso: "2024-07-07T08:00:00Z",
      offset: "2024-07-07T04:00:00-04:00",
    };
    const odd = { word: "ayer", zero: "0000-00-00 00:00:00", month: "2024-13-40" };
    const rows = Object.entries({ ...good, day: "2024-07-07", ...odd }).map(([id, at]) => ({ id, at }));
    const { app, server } = await holding(console, field, rows);
    const wanted = await app.cell("t", "iso", "at").innerText();
    for (const id of Object.keys(good)) await expect.soft(app.cell("t", id, "at"), id).toHaveText(wanted);
    await expect.soft(app.cell("t", "day", "at")).not.toHaveText("2024-07-07T");
    for (const [id, text] of Object.entries(odd)) await expect.soft(app.cell("t", id, "at"), id).toHaveText(text);
    await expect(app.table("t")).not.toContainText("ahora");
    await expect(app.table("t")).not.toContainText("1970");
    await calm(server, QUIET, 5);
  });

  test("micro- and nanoseconds are read where they are said; seconds that are said to be milliseconds are not 1970", async ({ field, console }) => {
    const s = Math.floor(Date.UTC(2024, 6, 7, 8) / 1_000);
    const time = (id, format) => ({ id, at: `/${id}`, type: "time", format, zone: "utc", title: id });
    const profile = columns([time("s", "epoch_s"), time("ms", "epoch_ms"), time("us", "epoch_us"), time("ns", "epoch_ns")]);
    const rows = [
      { id: "right", s, ms: s * 1e3, us: s * 1e6, ns: s * 1e9 },
      { id: "wrong", s: s * 1e6, ms: s, us: s, ns: -1 },
    ];
    const { app } = await holding(console, field, rows, profile);
    const wanted = await app.cell("t", "right", "s").innerText();
    for (const id of ["ms", "us", "ns"]) await expect(app.cell("t", "right", id)).toHaveText(wanted);
    for (const id of ["s", "ms", "us", "ns"]) await expect(app.cell("t", "wrong", id)).not.toContainText(/19(69|70)/);
    await expect(app.cell("t", "wrong", "ms")).toContainText(String(s));
  });

  test("a clock that is set back an hour in mid-session: the lists go on at their pace, and arrivals are told", async ({ field, console, page }) => {
    test.setTimeout(90_000);
    const server = await field();
    await page.addInitScript(() => {
      const real = Date.now.bind(Date);
      window.step = 0;
      Date.now = () => real() + window.step;
    });
    const app = await bench.open(console, server, bench.rest());
    await expect(app.row("t", "a")).toBeVisible();
    for (const step of [-3_600_000, 3_600_000]) {
      await page.evaluate((ms) => (window.step = ms), step);
      await calm(server, QUIET, 11);
      const from = Date.now();
      await expect.poll(async () => (await asked(server, "/rows", from)).length, { timeout: 15_000 }).toBeGreaterThan(0);
    }
    await server.control("notes", { notes: [{ id: "late", title: "Después del salto", at: iso(Date.now()) }] });
    await app.unread(1, 15_000);
    await app.online("x");
  });
});

test.describe("one text of a cell", () => {
  test("a filter finds what is in sight and nothing else", async ({ field, console }) => {
    const rows = [
      { id: "a", name: "alfa", state: "up", on: true, at: "2024-07-07T08:00:00Z", n: 1 },
      { id: "b", name: "beta", state: "weird", on: false, at: "2023-01-02T03:04:05Z", n: 2 },
    ];
    const { app } = await holding(console, field, rows);
    const found = async (text, wanted) => {
      await filter(app).fill(text);
      await expect.poll(() => bench.keys(app), { message: text }).toEqual(wanted);
    };
    await found("disponible", ["a"]);
    await found("sí", ["a"]);
    await found("17202", []);
    await found("1720339200", []);
    await found("true", []);
    await filter(app).fill("");
    const shown = await app.cell("t", "b", "at").innerText();
    await found(shown, ["b"]);
  });

  test("names are ordered and found as people read them", async ({ field, console }) => {
    const names = ["node10", "node2", "Zamora", "Ávila", "ñandú", "oso", "nube", "cafe\u0301"];
    const { app } = await holding(console, field, named(names), bench.rest(), { path: "/hub/x/table/t?sort=name:asc" });
    await expect.poll(() => bench.column(app, "name")).toEqual(["Ávila", "cafe\u0301", "node2", "node10", "nube", "ñandú", "oso", "Zamora"]);
    for (const [text, key] of [["avila", "k3"], ["ÁVILA", "k3"], ["café", "k7"], ["cafe", "k7"], ["nandu", "k4"]]) {
      await filter(app).fill(text);
      await expect.poll(() => bench.keys(app), { message: text }).toEqual([key]);
    }
  });

  test("words for yes and no are read; others are shown as what they are", async ({ field, console }) => {
    const words = { on: "sí", off: "no", t: "sí", f: "no", Y: "sí", enabled: "sí", disabled: "no", maybe: "maybe" };
    const rows = Object.keys(words).map((word) => ({ id: word, on: word }));
    const { app } = await holding(console, field, rows);
    for (const [id, text] of Object.entries(words)) await expect.soft(app.cell("t", id, "on"), id).toHaveText(text);
  });
});

test.describe("rows", () => {
  test("a hub's own order is the order, each time", async ({ field, console }) => {
    const { app, server } = await holding(console, field, ["a", "b", "c"].map((id) => ({ id, name: id, n: 1 })));
    expect(await bench.keys(app)).toEqual(["a", "b", "c"]);
    for (const order of ["zcba", "bzac", "acbz"]) {
      await server.control("rows", { rows: [...order].map((id) => ({ id, name: id, n: 1 })) });
      await expect.poll(() => bench.keys(app).then((keys) => keys.join("")), { timeout: 15_000 }).toBe(order);
    }
  });

  test("a row that moves while the pointer is down is the one that opens", async ({ field, console }) => {
    const server = await field();
    const app = await bench.open(console, server, bench.ws(), { path: "/hub/x/table/t?sort=n:desc" });
    await app.online("x");
    await expect(app.row("t", "a")).toBeVisible();
    for (let turn = 0; turn < 6; turn++) {
      await app.row("t", "a").hover();
      await app.page.mouse.down();
      const n = turn % 2 ? 100 + turn : -100 - turn;
      await server.control("frame", { json: { kind: "row", row: { id: "a", name: "Fila a", n } } });
      await expect.poll(() => bench.keys(app).then((keys) => keys.indexOf("a"))).toBe(turn % 2 ? 0 : 2);
      await app.page.mouse.up();
      await expect(details(app)).toBeVisible({ timeout: 3_000 });
      await expect(details(app)).toContainText("Fila a");
      await app.page.keyboard.press("Escape");
      await expect(details(app)).toBeHidden();
    }
  });

  test("a drag over a cell's text selects it and opens nothing", async ({ field, console, page }) => {
    const { app } = await holding(console, field, [{ id: "a", name: "una palabra larga", n: 1 }]);
    const box = await app.cell("t", "a", "name").boundingBox();
    await page.mouse.move(box.x + 14, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + Math.min(110, box.width - 4), box.y + box.height / 2, { steps: 6 });
    await page.mouse.up();
    await page.waitForTimeout(300);
    await expect(details(app)).toBeHidden();
    expect((await page.evaluate(() => getSelection().toString())).length).toBeGreaterThan(3);
  });

  test("a list that is filled by patches fails, ages and comes back like any list", async ({ field, console }) => {
    test.setTimeout(90_000);
    const profile = bench.rest();
    profile.poll[0].do = [{ upsert: "t", from: "/rows", list: true }];
    const server = await field();
    const app = await bench.open(console, server, profile);
    await expect(app.row("t", "a")).toBeVisible();
    await expect(app.page.locator("[data-testid=skeleton]")).toHaveCount(0);
    await expect(app.table("t")).toHaveAttribute("data-as-of", /./);
    await answer(server, "/rows", { status: 500, text: "" });
    await expect(app.page.locator("[data-testid=table-failure]")).toBeVisible({ timeout: 15_000 });
    await answer(server, "/rows");
    await expect(app.page.locator("[data-testid=table-failure]")).toHaveCount(0, { timeout: 30_000 });
  });

  test("a row that the hub no longer has says so and is not counted", async ({ field, console }) => {
    const profile = bench.rest();
    profile.tables[0].keep_removed = true;
    const { app, server } = await holding(console, field, ["a", "b", "c"].map((id) => ({ id, name: id })), profile);
    await server.control("rows", { rows: [{ id: "a", name: "a" }, { id: "c", name: "c" }] });
    await expect(app.row("t", "b")).toHaveAttribute("data-removed", "true", { timeout: 15_000 });
    await expect(app.panel("t")).toContainText(/(^|\D)2 filas/);
  });
});

test.describe("a list that says of which part of the table it is", () => {
  const rows = (...ids) => ids.map((id) => ({ id, name: id }));
  function scoped(scope) {
    const profile = bench.rest();
    profile.poll[0].do = [{ rows: "t", from: "/part", scope }];
    return profile;
  }
  const part = (shard, ...ids) => ({ json: { shard, part: rows(...ids) } });

  test("replaces the rows of that part only, though the part stands outside of the list", async ({ field, console }) => {
    const server = await field();
    await answer(server, "/rows", part("one", "a", "b"));
    const app = await bench.open(console, server, scoped("/shard"));
    await expect(app.row("t", "b")).toBeVisible();
    await answer(server, "/rows", part("two", "c"));
    await expect(app.row("t", "c")).toBeVisible({ timeout: 15_000 });
    expect((await bench.keys(app)).sort()).toEqual(["a", "b", "c"]);
    await answer(server, "/rows", part("one", "a"));
    await expect(app.row("t", "b")).toHaveCount(0, { timeout: 15_000 });
    expect((await bench.keys(app)).sort()).toEqual(["a", "c"]);
  });

  for (const [name, shard] of [["is not there", undefined], ["is an object", { id: "one" }], ["is a list", ["one"]]]) {
    test(`replaces nothing where the part ${name}, and the table says that it cannot be read`, async ({ field, console }) => {
      const server = await field();
      await answer(server, "/rows", part("one", "a", "b"));
      const app = await bench.open(console, server, scoped("/shard"));
      await expect(app.row("t", "b")).toBeVisible();
      await answer(server, "/rows", part(shard, "z"));
      await expect(app.page.locator("[data-testid=table-failure]")).toBeVisible({ timeout: 15_000 });
      expect((await bench.keys(app)).filter((key) => key !== "z").sort()).toEqual(["a", "b"]);
      await answer(server, "/rows", part("one", "a", "b", "d"));
      await expect(app.row("t", "d")).toBeVisible({ timeout: 30_000 });
      await expect(app.page.locator("[data-testid=table-failure]")).toHaveCount(0);
    });
  }
});

test("a table of five thousand rows that all fall is told in ten names and a number", async ({ field, console }) => {
  test.setTimeout(90_000);
  const profile = bench.rest();
  profile.watch = [
    {
      table: "t",
      on: { column: "state", is: ["down"] },
      notify: { kind: "error", title: { es: "{id} cayó", en: "{id} fell" } },
      group: 3,
      summary: { es: "{count} cayeron", en: "{count} fell" },
    },
  ];
  const all = (state) => Array.from({ length: 5_000 }, (_, at) => ({ id: `nodo-${at}`, name: `n${at}`, state }));
  const { app, server } = await holding(console, field, all("up"), profile);
  await server.control("rows", { rows: all("down") });
  await app.unread(1, 30_000);
  await app.openInbox();
  await expect(app.notifications.first()).toContainText(/5.?000 cayeron/);
  await expect(app.notifications.first()).toContainText(/4.?990/);
  expect((await app.notifications.first().boundingBox()).height).toBeLessThan(400);
});

test("a note of a hundred thousand characters leaves the next ones in sight", async ({ field, console }) => {
  const server = await field();
  const text = "palabra ".repeat(12_500);
  const notes = ["uno", "dos", "tres"].map((title, at) => ({ id: title, title, text: title === "dos" ? text : "corta", at: iso(Date.now() - at * 60_000) }));
  await server.control("notes", { notes });
  const app = await bench.open(console, server, bench.rest(), { path: "/inbox" });
  await app.unread(3);
  const box = await app.notification("dos").boundingBox();
  expect(box.height).toBeLessThan(420);
  await expect(app.notification("tres")).toBeInViewport();
  await app.notification("dos").getByRole("button").last().click();
  expect((await app.notification("dos").boundingBox()).height).toBeGreaterThan(box.height * 2);
});

test("the read mark of a hub may be a time: null is unread", async ({ field, console }) => {
  const server = await field();
  await server.control("notes", {
    notes: [
      { id: "read", title: "leída", read_at: "2026-11-20T10:00:00Z" },
      { id: "unread", title: "sin leer", read_at: null },
      { id: "absent", title: "sin marca" },
      { id: "true", title: "leída", read_at: true },
      { id: "false", title: "sin leer", read_at: false },
    ],
  });
  const app = await bench.open(console, server, bench.rest(), { path: "/inbox" });
  await app.unread(3);
  for (const [id, read] of [["read", "true"], ["unread", "false"], ["absent", "false"], ["true", "true"], ["false", "false"]]) {
    await expect(app.notification(id)).toHaveAttribute("data-read", read);
  }
});

test("a shorter silence is told as what it is: how long nothing was heard", async ({ field, console }) => {
  test.setTimeout(60_000);
  const server = await field();
  const app = await bench.open(console, server, bench.rest());
  await expect(app.row("t", "a")).toBeVisible();
  await answer(server, "/rows", { hang: true });
  await answer(server, "/notes", { hang: true });
  await expect(app.link("x")).toHaveAttribute("data-state", "stale", { timeout: 20_000 });
  const text = await app.link("x").innerText();
  expect(Number(text.match(/(\d+)(,\d+)?\s*s/)?.[1]), text).toBeGreaterThanOrEqual(5);
});
