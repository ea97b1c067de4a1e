// What can be done with the reference hub's files, nodes and blocks, by the profile that comes with the page.
import { readFile } from "node:fs/promises";

import { button, confirm, dialog, field, send } from "../support/actions.js";
import { Agents } from "../support/agents.js";
import { expect, test } from "../support/fixtures.js";

const BEAT = 500;

async function open(hub, console, nodes) {
  const server = await hub({ heartbeat: BEAT / 1_000 });
  const agents = await new Agents(server, nodes, BEAT).start();
  const entry = { id: "cluster", name: "Clúster", profile: "atalaya-cluster", url: "/hubs/one" };
  const app = await console([entry], { path: "/hub/cluster", proxies: { "/hubs/one": server.url } });
  await app.online("cluster");
  /** Do something with a row. */
  const act = async (table, key, action) => {
    await app.row(table, key).click();
    await button(app, action).click();
  };
  return { server, agents, app, act };
}

const block = (id, replicas) => ({ id, file: "viejo.bin", size: 1_000, replicas });

test("a page uploads a file to the reference hub, saves it and removes it", async ({ hub, console }) => {
  const { server, agents, app, act } = await open(hub, console, []);
  const name = "informe año 1 #2 ñandú 🐦.bin";
  const buffer = Buffer.from(Array.from({ length: 300_000 }, (_, nr) => (nr * 7919) % 251));
  await button(app, "upload").click();
  await field(app, "file").locator("input").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await send(app);
  await expect(dialog(app)).toBeHidden();
  await expect(app.row("files", name)).toBeVisible();

  const saved = app.page.waitForEvent("download");
  await act("files", name, "download");
  const download = await saved;
  expect(download.suggestedFilename()).toBe(name);
  expect(buffer.equals(await readFile(await download.path()))).toBe(true);

  await act("files", name, "delete");
  await confirm(app, name);
  await expect(app.row("files", name)).toHaveCount(0);
  expect((await server.ask("/api/files")).files).toEqual([]);
  await agents.stop();
});

test("a node is drained and used again, a lost one is forgotten, a block gets its replica", async ({ hub, console }) => {
  const nodes = ["a", "b", "c"].map((id) => ({ id, rack: id, blocks: [] }));
  nodes[0].blocks = [block("b1", 2), block("b2", 1)];
  const { server, agents, app, act } = await open(hub, console, nodes);
  const state = (id) => app.cell("nodes", id, "state");

  await expect(app.cell("blocks", "b1", "state")).toHaveText("faltan réplicas");
  await act("blocks", "b1", "replicate");
  await expect(app.cell("blocks", "b1", "state")).toHaveText("sano", { timeout: 15_000 });

  await act("nodes", "a", "drain");
  await send(app);
  await expect(state("a")).toHaveText("vacío", { timeout: 20_000 });
  const held = (await server.ask("/api/blocks")).blocks.map(({ nodes: on }) => on.filter((id) => id !== "a").length);
  expect(held).toEqual([2, 1]);
  await act("nodes", "a", "undrain");
  await expect(state("a")).toHaveText("activo");

  agents.silence(({ id }) => id === "c");
  await expect(state("c")).toHaveText("perdido", { timeout: 15_000 });
  await act("nodes", "c", "forget");
  await confirm(app, "c");
  await expect(app.row("nodes", "c")).toHaveCount(0);
  await agents.stop();
});

test("a test notification of each kind comes as what it is", async ({ hub, console }) => {
  const { agents, app } = await open(hub, console, []);
  const kinds = { info: "información", success: "éxito", warning: "aviso", error: "error" };
  for (const [kind, label] of Object.entries(kinds)) {
    await button(app, "notify").click();
    await field(app, "type").locator("select").selectOption({ label });
    await field(app, "title").locator("input").fill(`de tipo ${kind}`);
    await send(app);
    await expect(dialog(app)).toBeHidden();
  }
  await app.openInbox();
  for (const kind of Object.keys(kinds)) {
    await expect(app.notifications.filter({ hasText: `de tipo ${kind}` })).toHaveAttribute("data-kind", kind);
  }
  await agents.stop();
});
