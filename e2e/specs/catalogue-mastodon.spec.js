// Mastodon, by its profile of the catalogue alone: a hub that is heard by Server-Sent Events.
import { button, dialog, field, logIn, login, send } from "../support/actions.js";
import { test } from "../support/bench.js";
import { expect, hurried } from "../support/fixtures.js";

async function open(console, server, { path = "/hub/social", token = "secreto", profile = "mastodon" } = {}) {
  const entry = { id: "social", name: "Social", profile, url: "/hubs/social" };
  const app = await console([entry], { path, proxies: { "/hubs/social": server.url } });
  if (token) await logIn(app, { token });
  return app;
}

test("the timeline lives, and its HTML is read as text", async ({ standIn, console }) => {
  const server = await standIn("mastodon");
  const old = await server.control("post", { content: "<p>Hola <a href=\"https://a.example\">@ana</a> &amp; todos</p><p>segunda</p>" });
  for (let nr = 1; nr <= 50; nr++) await server.control("post", { content: `<p>nr ${nr}</p>` });
  const app = await open(console, server);
  await app.online("social");
  await expect(app.link("social")).toHaveAttribute("data-state", "online");
  // Two pages by the Link header.
  await expect(app.table("posts")).toHaveAttribute("aria-rowcount", "52");
  await expect(app.cell("posts", old.id, "text")).toHaveText("Hola @ana & todos\nsegunda");
  const fresh = await server.control("post", { content: "<p>1 &lt; 2 <script>alert(1)</script></p>", visibility: "private" });
  await expect(app.cell("posts", fresh.id, "text")).toHaveText("1 < 2");
  await expect(app.cell("posts", fresh.id, "visibility")).toHaveText("seguidores");
  await server.control("edit", { id: fresh.id, content: "<p>corregido</p>" });
  await expect(app.cell("posts", fresh.id, "text")).toHaveText("corregido");
  // Its id comes as a bare number of 18 digits.
  await server.control("remove", { id: fresh.id });
  await expect(app.row("posts", fresh.id)).toHaveCount(0);
});

test("notifications come from before and by the stream, and are cleared on the hub", async ({ standIn, console }) => {
  const server = await standIn("mastodon");
  const old = await server.control("mention", { content: "<p>antes</p>" });
  const app = await open(console, server);
  await app.unread(1);
  const follow = await server.control("mention", { type: "follow" });
  await app.unread(2);
  const liked = await server.control("mention", { type: "favourite", content: "<p>gracias &#128512;</p>" });
  await app.unread(3);
  await app.openInbox();
  await expect(app.notification(liked.id)).toHaveAttribute("data-kind", "success");
  await expect(app.notification(liked.id)).toContainText("gracias 😀");
  await expect(app.notification(follow.id)).toContainText("luz@otra.example");
  await expect(app.notification(old.id)).toContainText("antes");
  await app.dialog.locator("[data-testid=clear-all]").click();
  await expect.poll(async () => (await server.control("truth")).notifications.length, { timeout: 20_000 }).toBe(0);
});

test("a post is written, marked and deleted", async ({ standIn, console }) => {
  const server = await standIn("mastodon");
  const app = await open(console, server);
  await app.online("social");
  await button(app, "post").click();
  await field(app, "status").locator("input").fill("desde la torre & <b>más</b>");
  await send(app);
  await expect(dialog(app)).toBeHidden();
  const [post] = (await server.control("truth")).posts;
  expect(post.visibility).toBe("public");
  await expect(app.cell("posts", post.id, "text")).toHaveText("desde la torre & <b>más</b>");
  await app.row("posts", post.id).click();
  await button(app, "favourite").click();
  await expect(app.cell("posts", post.id, "favourites")).toHaveText("1");
  await app.row("posts", post.id).click();
  await button(app, "delete").click();
  await send(app);
  await expect(app.row("posts", post.id)).toHaveCount(0);
});

test("a wrong token is refused in the hub's words, and one that is revoked is asked for again", async ({ standIn, console }) => {
  const server = await standIn("mastodon");
  const app = await open(console, server, { token: "falso" });
  await expect(login(app).getByRole("alert")).toContainText("The access token is invalid");
  await logIn(app, { token: "secreto" });
  await app.online("social");
  await server.control("revoke", {});
  await expect(login(app)).toBeVisible({ timeout: 30_000 });
});

test("a stream that breaks off, ends or goes silent is noticed and asked for again", async ({ standIn, console }) => {
  test.setTimeout(120_000);
  const server = await standIn("mastodon", { thump: 5 });
  const profile = hurried("mastodon", ({ sources }) => (sources.live.heartbeat.every_s = 5));
  const app = await open(console, server, { profile });
  await app.online("social");
  const streams = async () => (await server.control("truth")).streams;
  for (const fault of ["cut", "end"]) {
    await server.control(fault, {});
    await expect.poll(streams, { timeout: 20_000 }).toBe(1);
    await app.online("social");
    const post = await server.control("post", { content: `<p>tras ${fault}</p>` });
    await expect(app.row("posts", post.id)).toBeVisible();
  }
  await server.kill();
  await expect(app.link("social")).toHaveAttribute("data-state", /waiting|connecting/, { timeout: 20_000 });
  await server.start();
  await app.online("social", 30_000);
  await server.control("mute", {});
  await expect(app.link("social")).toHaveAttribute("data-state", /stale|connecting|waiting/, { timeout: 60_000 });
});
