// Files of the reference hub, as a page handles them whose profile has actions for them.
import { readFile } from "node:fs/promises";

import { button, dialog, field, send } from "../support/actions.js";
import { expect, test } from "../support/fixtures.js";

const text = (es) => ({ es, en: es });

const PROFILE = {
  name: "files",
  title: text("Archivos"),
  sources: { rest: { kind: "rest", primary: true, timeout_s: 10 } },
  poll: [{ source: "rest", get: "/api/files", every_s: 1, do: [{ rows: "files", from: "/files" }] }],
  tables: [
    {
      id: "files",
      title: text("Archivos"),
      key: "/id",
      columns: [
        { id: "name", at: "/name", title: text("Nombre") },
        { id: "size", at: "/size", type: "bytes", title: text("Tamaño") },
      ],
    },
  ],
  actions: [
    {
      id: "upload",
      title: text("Subir"),
      on: "table:files",
      source: "rest",
      post: "/api/files",
      body: "multipart",
      fields: [{ id: "file", title: text("Archivo"), type: "file", required: true }],
      success: { "/success": true },
    },
    { id: "download", title: text("Descargar"), on: "row:files", source: "rest", get: "/api/files/{key}", save: { name: "{name}", length: "size" } },
    { id: "delete", title: text("Eliminar"), on: "row:files", source: "rest", delete: "/api/files/{key}", confirm: true, success: { "/success": true } },
  ],
};

test("a page uploads a file to the reference hub, saves it and removes it", async ({ hub, console }) => {
  const server = await hub();
  const entry = { id: "files", name: "Archivos", profile: PROFILE, url: "/hubs/files" };
  const app = await console([entry], { path: "/hub/files", proxies: { "/hubs/files": server.url } });
  await app.online("files");
  const name = "informe año 1 #2 ñandú 🐦.bin";
  const buffer = Buffer.from(Array.from({ length: 300_000 }, (_, nr) => (nr * 7919) % 251));
  await button(app, "upload").click();
  await field(app, "file").locator("input").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await send(app);
  await expect(dialog(app)).toBeHidden();
  await expect(app.row("files", name)).toBeVisible();

  await app.row("files", name).click();
  const saved = app.page.waitForEvent("download");
  await button(app, "download").click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe(name);
  expect(buffer.equals(await readFile(await download.path()))).toBe(true);

  await app.row("files", name).click();
  await button(app, "delete").click();
  await send(app);
  await expect(app.row("files", name)).toHaveCount(0);
  expect((await server.ask("/api/files")).files).toEqual([]);
});
