// Hub 004, poker hands: a hub that speaks and never answers, behind a proxy since it allows four origins only.
import { expect, test } from "../support/fixtures.js";

/** The page, with the hub's table in front. */
async function open(console, server) {
  const entry = { id: "poker", name: "Póquer", profile: "poker-hands", url: "/hubs/poker" };
  const app = await console([entry], { path: "/hub/poker", proxies: { "/hubs/poker": server.url } });
  await app.online("poker");
  return app;
}

test("a hand is one hand, pushed or listed, however often (hub 004 §1, §2)", async ({ poker, console }) => {
  const server = await poker();
  const app = await open(console, server);
  for (const hand_id of ["w1", "w2", "w1"]) {
    await server.control("hand", { hand_id, timestamp: "2024-01-01T12:00:00", hero_result: null, hero_position: null, game_type: "NLH", stakes: "0.05/0.10" });
  }
  await expect(app.cell("hands", "w2", "stakes")).toHaveText("0.05/0.10");
  await app.unread(2);
  const { tables } = await server.control("truth");
  const rows = app.table("hands").locator("[role=row][data-key]");
  const shown = () => rows.evaluateAll((all) => all.map((row) => row.dataset.key).sort());
  await expect.poll(async () => JSON.stringify(await shown())).toBe(JSON.stringify(Object.keys(tables.hands).sort()));
});

test("the page sends the hub nothing (hub 004 §1)", async ({ poker, console }) => {
  const server = await poker();
  const app = await open(console, server);
  await app.page.waitForTimeout(7_000);
  expect((await server.control("state")).frames).toEqual([]);
});
