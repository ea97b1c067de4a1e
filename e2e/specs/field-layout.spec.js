// How the page stands where there is much of everything: long names, twenty hubs, thirteen tables, counts of five
// digits; on four widths and at twice the size.
import * as bench from "../support/bench.js";
import { expect } from "../support/fixtures.js";
import { faults, settled } from "../support/layout.js";

const { test } = bench;
const MANY = 12_345;
const LONG = "Sistema de observación de la red sísmica del norte grande de la costa";
const UNBROKEN = "observatorio-sismologico-nacional_estacion-norte-grande-0001";
const name = (at) => (at % 3 === 1 ? UNBROKEN.slice(0, -4) + String(at).padStart(4, "0") : `${at} ${LONG}`).slice(0, 60);

/** A hub with thirteen tables; the first is large, and every other one has a long name in its cells too. */
function large() {
  const profile = bench.rest();
  const [first] = profile.tables;
  first.title = "Estaciones";
  first.totals = ["n", "state"];
  profile.tables = Array.from({ length: 13 }, (_, at) => ({ ...first, id: at ? `t${at}` : "t", title: at % 2 ? name(at) : `Tabla ${at}` }));
  profile.poll[0].every_s = 60;
  profile.poll.push(...profile.tables.slice(1).map(({ id }) => ({ source: "rest", get: "/rows?few", every_s: 60, do: [{ rows: id, from: "/rows" }] })));
  profile.figures = ["Estaciones registradas", "En la red"].map((title) => ({ title, count: "t" }));
  profile.actions = [
    { id: "check", title: "Verificar ahora el estado de todas", source: "rest", post: "/change" },
    { id: "make", on: "table:t", title: "Crear una estación nueva", source: "rest", post: "/change" },
  ];
  return profile;
}

const auth = { ask: ["token"], attach: [{ source: "rest", as: "header", name: "Authorization", value: "Bearer {auth.token}" }] };

/** Twenty hubs: one large, two that nobody answers for, one that wants a login. */
function hubs() {
  return Array.from({ length: 20 }, (_, at) => {
    const small = { ...bench.rest(), name: `p${at}`, ...(at === 4 && { auth }) };
    small.poll = small.poll.slice(0, 1).map((list) => ({ ...list, get: "/rows?few", every_s: 60 }));
    return { id: `h${at}`, name: name(at), profile: at ? small : large(), url: at % 8 === 3 ? "http://127.0.0.1:9" : "/hubs/x" };
  });
}

/** A hub that holds much. */
async function holding(field) {
  const server = await field();
  const row = (at) => ({ id: `estacion-${at}`, name: at % 2 ? name(at) : `Fila ${at}`, n: 98_765 + at, on: at % 3 > 0, state: at % 4 ? "up" : "down", at: "2024-07-07T08:00:00Z", url: `https://example.org/${UNBROKEN}/${at}` });
  const rows = Array.from({ length: MANY }, (_, at) => row(at));
  await server.control("rows", { rows });
  await bench.answer(server, "/rows?few", { json: { rows: rows.slice(0, 5) } });
  const kinds = ["info", "success", "warning", "error"];
  const notes = Array.from({ length: MANY }, (_, at) => ({ id: `n${at}`, title: at % 2 ? name(at) : "Aviso", text: at % 3 ? `${LONG}: ${UNBROKEN}` : "", kind: kinds[at % 4], at: new Date(Date.now() - at * 60_000).toISOString() }));
  await server.control("notes", { notes: notes.slice(0, 30) });
  return server;
}

const VIEWS = [
  ["1920 px", { width: 1920, height: 1080 }],
  ["1280 px", { width: 1280, height: 800 }],
  ["768 px", { width: 768, height: 1024 }],
  ["360 px", { width: 360, height: 740 }],
  // What is left of 1280 × 800 at twice the size.
  ["1280 px at 200 %", { width: 640, height: 400 }],
];

for (const [view, viewport] of VIEWS) {
  test.describe(view, () => {
    test.use({ viewport, deviceScaleFactor: view.includes("%") ? 2 : 1 });
    test("nothing leaves its place, lies over another, or is cut without saying what it is", async ({ field, console, page }) => {
      test.setTimeout(150_000);
      const server = await holding(field);
      const app = await console(hubs(), { path: "/hub/h0", proxies: { "/hubs/x": server.url } });
      await expect(app.row("t", "estacion-0")).toBeVisible({ timeout: 30_000 });
      const steps = {
        "all tables": async () => {},
        "further down": () => page.evaluate(() => scrollTo(0, 1_200)),
        "the menu of a table": () => app.panel("t").locator("[data-testid=table-menu]").click(),
        "an opened row": async () => {
          await page.keyboard.press("Escape");
          await app.row("t", "estacion-1").click();
          await expect(page.locator("[data-testid=details]")).toBeVisible();
        },
        "the list of hubs": async () => {
          await page.keyboard.press("Escape");
          await page.locator("[data-testid=link-summary]").click();
        },
        "a hub's details": () => app.link("h3").click(),
        "the bell's dialog": async () => {
          await page.keyboard.press("Escape");
          await page.keyboard.press("Escape");
          await app.openInbox();
          await expect(app.notifications.first()).toBeVisible();
        },
      };
      const wrong = {};
      const look = async (step) => {
        await page.waitForTimeout(400);
        const found = await page.evaluate(faults);
        if (found.length) wrong[step] = found.slice(0, 12);
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${view.replaceAll(" ", "")}-${step.replaceAll(/[ /]/g, "_")}.png` });
      };
      for (const [step, act] of Object.entries(steps)) {
        await act();
        await look(step);
      }
      for (const path of ["/", "/hub/h0/table/t", "/hub/h3", "/hub/h4", "/hub/h0/link", "/inbox", "/settings"]) {
        await page.goto(app.url + path);
        await expect(app.link("h19")).toBeAttached();
        await page.evaluate(settled);
        await look(path);
      }
      expect(wrong).toEqual({});
    });
  });
}
