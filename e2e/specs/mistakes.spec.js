// Mistakes in a profile: every one at once, each in its place, and the other hubs run.
import { readFile } from "node:fs/promises";
import { expect, test } from "../support/fixtures.js";

const read = async (name) => readFile(new URL(`../profiles/${name}`, import.meta.url), "utf8");
const places = async () => JSON.parse(await read("ten-mistakes.pointers.json"));
const shown = (app) =>
  app.page.locator("[data-testid=config-errors] [data-pointer]").evaluateAll((all) => all.map((one) => one.dataset.pointer).sort());

test("a profile of one's own with ten mistakes shows ten, and another hub runs", async ({ portal, console }) => {
  const server = await portal();
  const hubs = [
    { id: "mine", profile: "/mine.json", url: "http://127.0.0.1:9" },
    { id: "portal", profile: "open-data-portal", url: server.url },
  ];
  const app = await console(hubs, { files: { "/mine.json": await read("ten-mistakes.json") } });
  await expect.poll(() => shown(app)).toEqual(await places());
  await expect(app.page.locator("[data-testid=config-errors]")).toContainText("/mine.json");
  await app.online("portal");
});

test("written into hubs.json its places are those of hubs.json", async ({ console }) => {
  const profile = JSON.parse(await read("ten-mistakes.json"));
  const app = await console([{ id: "mine", profile, url: "http://127.0.0.1:9" }]);
  await expect.poll(() => shown(app)).toEqual((await places()).map((place) => `/hubs/0/profile${place}`));
});

test("hubs.json may say otherwise how a hub knows the user; what a source cannot carry is a mistake", async ({ agenda, console }) => {
  const server = await agenda();
  const auth = {
    ask: ["username", "password"],
    login: { source: "agenda", post: "/auth/login", keep: { token: "/token", user_id: "/user_id" } },
    attach: [
      { source: "agenda", as: "query", name: "token", value: "{auth.token}" },
      { source: "ws", as: "header", name: "Authorization", value: "Bearer {auth.token}" },
    ],
  };
  const urls = { agenda: "/hubs/agenda-api", ws: server.wsUrl };
  const hub = { id: "agenda", profile: "raft-agenda", url: "/hubs/agenda", urls, auth };
  const proxies = { "/hubs/agenda-api": server.agendaUrl, "/hubs/agenda": server.url };
  const app = await console([hub], { proxies });
  await expect.poll(() => shown(app)).toEqual(["/hubs/0/auth/attach/1/as"]);
});
