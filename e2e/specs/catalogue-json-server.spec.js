// json-server, the real one: its lists have the names of whoever wrote them, so that a profile is drawn up from what it answers.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "../support/fixtures.js";
import { add, id, look, written } from "../support/look.js";

const bin = createRequire(import.meta.url).resolve("json-server/lib/cli/bin.js");
const at = (nr) => new Date(Date.UTC(2026, 10, 23, 7, nr)).toISOString();
const lists = {
  posts: Array.from({ length: 12 }, (_, nr) => ({ id: nr + 1, title: `Nota ${nr + 1}`, views: nr * 7, published_at: at(nr) })),
  readers: Array.from({ length: 3 }, (_, nr) => ({ id: nr + 1, name: ["Ana", "Eva", "Luz"][nr] })),
};

const test = base.extend({
  jsonServer: async ({ server }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "atalaya-json-server-"));
    await writeFile(join(folder, "db.json"), JSON.stringify(lists));
    await use(() => server((port) => [process.execPath, bin, join(folder, "db.json"), "--port", String(port), "--host", "127.0.0.1"], { ready: "/posts" }));
    await rm(folder, { recursive: true });
  },
});

async function added(app, address) {
  await look(app, address);
  await expect(id(app, "draft")).toBeVisible({ timeout: 25_000 });
  const profile = await written(app);
  await add(app);
  const link = app.page.locator("[data-testid=link]");
  await expect(link).toHaveAttribute("data-state", "online", { timeout: 20_000 });
  await app.section(`/hub/${await link.getAttribute("data-hub")}`).click();
  return profile;
}

test("the address of a list is a table", async ({ jsonServer, console }) => {
  const server = await jsonServer();
  const app = await console(null);
  const { tables } = await added(app, `${server.url}/posts`);
  expect(tables.map(({ key }) => key)).toEqual(["/id"]);
  const types = Object.fromEntries(tables[0].columns.map(({ at, type }) => [at, type ?? "text"]));
  expect(types).toMatchObject({ "/title": "text", "/views": "integer", "/published_at": "time" });
  await expect(app.page.locator("[role=row][data-key='12']")).toBeVisible();
});

test("the address of the whole is a table for each list", async ({ jsonServer, console }) => {
  const server = await jsonServer();
  const app = await console(null);
  const { tables } = await added(app, `${server.url}/db`);
  expect(tables).toHaveLength(2);
  await expect(app.page.getByText("Nota 12")).toBeVisible();
  await expect(app.page.getByText("Eva")).toBeVisible();
});
