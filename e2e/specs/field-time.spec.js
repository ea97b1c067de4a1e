// In whose time: stamps without a zone, and moments that a user types for a hub elsewhere. The browser is in Tokyo.
import * as bench from "../support/bench.js";
import { expect } from "../support/fixtures.js";

const { answer, asked, test } = bench;
const SANTIAGO = { time_zone: "America/Santiago" };
/** The moment that a cell shows. */
const moment = (app, key) => app.cell("t", key, "at").locator("time").getAttribute("datetime").then((stamp) => new Date(stamp).toISOString());

/** The bench whose times have no zone of their own. */
function naive() {
  const profile = bench.rest();
  profile.tables[0].columns.find(({ id }) => id === "at").zone = "hub";
  return profile;
}

test.describe("a stamp without a zone from before the clock change", () => {
  const rows = [
    { id: "winter", at: "2024-07-07 08:00:00" },
    { id: "summer", at: "2024-01-07 08:00:00" },
    { id: "change", at: "2024-04-06 12:00:00" },
    { id: "changed", at: "2024-04-07 12:00:00" },
  ];

  test("is right where the zone is named", async ({ field, console }) => {
    const server = await field();
    await server.control("rows", { rows });
    const app = await bench.open(console, server, naive(), { hub: SANTIAGO });
    await expect(app.row("t", "winter")).toBeVisible();
    expect(await moment(app, "winter")).toBe("2024-07-07T12:00:00.000Z");
    expect(await moment(app, "summer")).toBe("2024-01-07T11:00:00.000Z");
    expect(await moment(app, "change")).toBe("2024-04-06T15:00:00.000Z");
    expect(await moment(app, "changed")).toBe("2024-04-07T16:00:00.000Z");
  });

  test("may be an hour off where the zone was measured today, and the page says so", async ({ portal, console }) => {
    const server = await portal({ zone: "America/Santiago" });
    const app = await console([{ id: "portal", profile: "open-data-portal", url: server.url }]);
    await app.online("portal");
    const { box } = await app.openLink("portal");
    await expect(box).toContainText("puede", { timeout: 20_000 });
    await expect(box).toContainText("una hora");
  });

  test("is the browser's guess where nothing is known, and the page says so", async ({ field, console }) => {
    const server = await field();
    await server.control("rows", { rows });
    const app = await bench.open(console, server, naive());
    await expect(app.row("t", "winter")).toBeVisible();
    expect(await moment(app, "winter")).toBe("2024-07-06T23:00:00.000Z");
    const { box } = await app.openLink("x");
    await expect(box).toContainText("supuesta");
  });
});

test.describe("a moment that a user types", () => {
  /** A row's action that moves it to another time. */
  function moving(pattern, initial = "{at}") {
    const field = { id: "at", title: "Hora", type: "datetime", pattern, required: true, ...(initial && { initial }) };
    return { ...naive(), actions: [{ id: "move", on: "row:t", title: "Mover", source: "rest", post: "/move/{key}", body: "json", fields: [field] }] };
  }
  const dialog = (app) => app.page.locator("[data-testid=action]");
  async function opened(console, server, profile, hub) {
    const app = await bench.open(console, server, profile, { hub });
    await app.row("t", "a").click();
    await app.page.locator("[data-testid=details] button[data-action=move]").click();
    await expect(dialog(app)).toBeVisible();
    return app;
  }
  const sent = async (server) => JSON.parse((await asked(server, "/move/a")).find(({ method }) => method === "POST").body).at;

  for (const [pattern, clock, shown, typed, wanted, comes] of [
    ["%Y-%m-%d %H:%M:%S", "America/Santiago", "2026-07-07T08:00", "2026-07-08T10:00", "2026-07-08 10:00:00", "2026-07-08T14:00:00.000Z"],
    ["%Y-%m-%dT%H:%M", "America/Santiago", "2026-07-07T08:00", "2026-12-08T10:00", "2026-12-08T10:00", "2026-12-08T13:00:00.000Z"],
    ["%Y-%m-%dT%H:%M:%SZ", "UTC", "2026-07-07T12:00", "2026-07-08T10:00", "2026-07-08T10:00:00Z", "2026-07-08T10:00:00.000Z"],
  ]) {
    test(`for ${pattern}: it asks in the time of ${clock}, begins with the row's, and comes back as what was meant`, async ({ field, console }) => {
      const server = await field();
      await server.control("rows", { rows: [{ id: "a", at: "2026-07-07 08:00:00" }] });
      await answer(server, "/move/a", { json: {} });
      const app = await opened(console, server, moving(pattern), SANTIAGO);
      const input = dialog(app).locator("[data-field=at] input");
      await expect(dialog(app).locator("[data-field=at]")).toContainText(clock);
      await expect(input).toHaveValue(new RegExp(`^${shown}`));
      await input.fill(typed);
      await dialog(app).locator("button[type=submit]").click();
      await expect(dialog(app)).toBeHidden();
      expect(await sent(server)).toBe(wanted);
      await server.control("rows", { rows: [{ id: "a", at: wanted }] });
      await expect.poll(() => moment(app, "a"), { timeout: 15_000 }).toBe(comes);
    });
  }

  test("for a hub whose zone is not known: it says that the clock is guessed", async ({ field, console }) => {
    const server = await field();
    await server.control("rows", { rows: [{ id: "a", at: "2026-07-07 08:00:00" }] });
    const app = await opened(console, server, moving("%Y-%m-%d %H:%M:%S", null));
    await expect(dialog(app).locator("[data-field=at]")).toContainText("supuesta");
    await expect(dialog(app).locator("[data-field=at] input")).toHaveValue("");
  });
});
