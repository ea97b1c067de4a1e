// The page itself: its configuration, its routes, and the sentence that each failure shows.
import { createServer } from "node:http";
import { once } from "node:events";
import { freePort } from "../support/process.js";
import { expect, portalHub, test } from "../support/fixtures.js";

const errors = (app) => app.page.locator("[data-testid=config-errors]");

test("every mistake in hubs.json is shown with its place, and the valid hub still runs", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([
    { id: "No Good", profile: "open-data-portal", url: "/x" },
    portalHub(server),
    portalHub(server, { name: "Dos veces" }),
    { id: "nowhere", profile: "open-data-portal" },
    { id: "unknown", profile: "no-such-profile", url: "/y" },
    { id: "typo", profile: "open-data-portal", url: "/z", timezone: "America/Santiago" },
  ]);
  await expect(errors(app)).toBeVisible();
  for (const pointer of ["/hubs/0/id", "/hubs/2/id", "/hubs/3/url", "/hubs/5/timezone"]) {
    await expect(errors(app).getByRole("listitem").filter({ hasText: pointer })).toHaveCount(1);
  }
  await expect(errors(app)).toContainText("no-such-profile");
  await app.online("portal");
});

test("the mistakes of a profile are shown with their places", async ({ console }) => {
  const profile = { name: "broken", sources: { live: { kind: "telepathy" } }, on: [{ event: "x", do: ["dance"] }] };
  const app = await console([{ id: "broken", profile, url: "/x" }]);
  await expect(errors(app)).toContainText("/sources/live/kind");
  await expect(errors(app)).toContainText("/on/0/do/0");
});

for (const [what, text] of [
  ["no JSON", "{ hubs: "],
  ["a list", "[]"],
  ["without hubs", '{ "title": "x" }'],
  ["an empty file", ""],
]) {
  test(`hubs.json that is ${what} is reported, and a hub may be added`, async ({ console }) => {
    const app = await console(text);
    await expect(errors(app)).toContainText("hubs.json");
    await expect(app.page.locator("[data-testid=add-hub]")).toBeVisible();
  });
}

test("the title of hubs.json is the page's", async ({ portal, console }) => {
  const app = await console([portalHub(await portal())], { title: "Sala de operaciones" });
  await expect(app.page).toHaveTitle(/Sala de operaciones/);
});

test("without hubs.json a hub is added by hand and kept in this browser", async ({ portal, console }) => {
  const server = await portal();
  const app = await console(null);
  const form = app.page.locator("[data-testid=add-hub]");
  const submit = form.locator("[type=submit]");
  await expect(errors(app)).toHaveCount(0);
  await form.locator("[name=url]").fill("javascript:alert(1)");
  await submit.click();
  await expect(form.locator("[name=url]")).toHaveAttribute("aria-invalid", "true");
  await form.locator("[name=url]").fill(server.url);
  await form.locator("[name=profile]").selectOption("open-data-portal");
  await form.locator("[name=name]").fill("Mi portal");
  await submit.click();
  const link = app.page.locator("[data-testid=link]");
  await expect(link).toHaveAttribute("data-state", "online", { timeout: 15_000 });
  await app.page.reload();
  await expect(link).toHaveAttribute("data-state", "online", { timeout: 15_000 });
  await app.unread(1);
});

test("an unreachable hub: what is wrong and what to do", async ({ console }) => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const app = await console([portalHub({ url })]);
  await expect(app.link("portal")).toHaveAttribute("data-state", /waiting|connecting/);
  const { box } = await app.openLink("portal");
  await expect(box).toContainText(`Nadie responde en ${url}`, { timeout: 20_000 });
});

test("a hub without CORS: the sentence names it, and nothing is changed there", async ({ portal, console }) => {
  const server = await portal({ noCors: true });
  const app = await console([portalHub(server)]);
  await expect(app.link("portal")).toHaveAttribute("data-state", /waiting|connecting/);
  const { box } = await app.openLink("portal");
  await expect(box).toContainText("CORS", { timeout: 20_000 });
  const { requests } = await server.control("state");
  expect(requests.filter((request) => request.startsWith("POST /api"))).toEqual([]);
});

test("a server that is no hub at all is not taken for one that is away", async ({ console }) => {
  const server = createServer((_, response) => {
    response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/html" }).end("<h1>hola</h1>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const app = await console([portalHub({ url: `http://127.0.0.1:${server.address().port}` })]);
  const { box } = await app.openLink("portal");
  await expect(box.locator("[data-testid=why]")).not.toBeEmpty({ timeout: 20_000 });
  await expect(box.locator("[data-testid=why]")).not.toContainText("Nadie responde");
  server.closeAllConnections();
  server.close();
});

test("where WebAssembly is not allowed the page says what to do", async ({ page, console, allowed }) => {
  allowed.push(/no WebAssembly/);
  await page.addInitScript(() => delete window.WebAssembly);
  const app = await console([]);
  await expect(app.page.getByRole("alert")).toContainText("le falta WebAssembly, que Atalaya necesita. Actualícelo");
  await expect(app.page.getByRole("button", { name: /Recargar|Reload/ })).toBeVisible();
});

test("a wasm file that is broken is no blank page", async ({ console, allowed, page }) => {
  allowed.push(/WebAssembly|wasm/i);
  await page.route("**/*.wasm", (route) => route.fulfill({ contentType: "application/wasm", body: "not wasm" }));
  const app = await console([]);
  await expect(app.page.getByRole("alert")).toContainText("WebAssembly");
});

test("the policy is in force: neither markup nor scripts get in from elsewhere", async ({ console, allowed }) => {
  allowed.push(/Content Security Policy|TrustedHTML|TrustedScript|refused markup|no script may/);
  const app = await console([]);
  await expect(app.bell).toBeVisible();
  const refused = await app.page.evaluate(async () => {
    // A tool's own code may do what the page's may not, until it returns.
    await new Promise((resolve) => setTimeout(resolve));
    const tries = {
      markup: () => (document.body.innerHTML += "<img src=x onerror=alert(1)>"),
      script: () => (document.createElement("script").src = "https://elsewhere.example/x.js"),
      text: () => (document.createElement("script").text = "alert(1)"),
      code: () => new Function("return 1"),
      style: () => {
        const one = document.createElement("p");
        one.setAttribute("style", "color: red");
        if (one.style.color === "red") return;
        throw new Error("no style attribute");
      },
    };
    const fails = (run) => {
      try {
        run();
        return false;
      } catch {
        return true;
      }
    };
    return Object.fromEntries(Object.entries(tries).map(([name, run]) => [name, fails(run)]));
  });
  expect(refused).toEqual({ markup: true, script: true, text: true, code: true, style: true });
});

test("a panic is said, and reloading is offered", async ({ portal, console }) => {
  const app = await console([portalHub(await portal())]);
  await app.online("portal");
  await app.page.evaluate(() => window.atalayaPanic("index out of bounds"));
  const panel = app.page.locator("[data-testid=panic]");
  await expect(panel).toContainText("index out of bounds");
  await panel.getByRole("button").click();
  await app.online("portal");
  await expect(panel).toHaveCount(0);
});

test("a fault that stops the machine is said, without a word of the app's own", async ({ portal, console, allowed }) => {
  allowed.push(/unreachable/);
  const app = await console([portalHub(await portal())]);
  await app.online("portal");
  // A module with one function, which does what a panic of a release does.
  const code = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
  await app.page.evaluate(async (bytes) => {
    const { instance } = await WebAssembly.instantiate(new Uint8Array(bytes));
    setTimeout(instance.exports.f);
  }, code);
  await expect(app.page.locator("[data-testid=panic]")).toContainText("unreachable");
});

test("every route can be opened directly and holds one link for each hub", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  for (const path of ["/", "/inbox", "/hub/portal", "/hub/portal/link", "/settings"]) {
    await app.open(path);
    await expect(app.page.locator("[data-testid=link]"), path).toHaveCount(1);
    await expect(app.bell, path).toBeVisible();
    await expect(app.page.getByRole("heading", { level: 1 }).filter({ visible: true }), path).toHaveCount(1);
  }
  await app.open("/inbox");
  await expect(app.notifications).toHaveCount(1);
  await app.openInbox();
  await expect(app.dialog.locator("[data-testid=notification]")).toHaveCount(1);
  await expect(app.notifications, "never in both places").toHaveCount(1);
  await app.open("/no/such/page");
  await expect(app.page.getByRole("main")).toContainText(/no existe/);
});

test("from three hubs on the header sums up, names who is away, and a click shows each", async ({ portal, console }) => {
  const [server, other] = [await portal(), await portal()];
  const app = await console([
    portalHub(server, { id: "one", name: "Primero" }),
    portalHub(server, { id: "two", name: "Segundo" }),
    portalHub(other, { id: "three", name: "Tercero" }),
  ]);
  const summary = app.page.locator("[data-testid=link-summary]");
  await expect(summary).toContainText("3 en línea");
  await expect(app.page.locator("[data-testid=link]")).toHaveCount(3);
  for (const id of ["one", "two", "three"]) {
    await expect(app.link(id)).toHaveAttribute("data-state", "online");
    await expect(app.link(id)).toBeHidden();
  }
  await other.kill();
  await expect(summary).toContainText("Tercero");
  await expect(summary).not.toHaveAttribute("data-state", "online");
  const { box } = await app.openLink("three");
  await expect(box).toContainText("Tercero");
  await expect(box).toContainText(other.url, { timeout: 20_000 });
});

test("scripts find the version and the marks of the start", async ({ portal, console }) => {
  const app = await console([portalHub(await portal())], { path: "/hub/portal" });
  await app.online("portal");
  await expect(app.table("datasets")).toHaveAttribute("aria-rowcount", "6");
  expect(await app.page.evaluate(() => window.atalaya.version)).toMatch(/^\d+\.\d+\.\d+/);
  const marks = () =>
    app.page.evaluate(() => performance.getEntriesByType("mark").map((mark) => mark.name));
  for (const mark of ["boot", "interactive", "online:portal", "first-data:portal"]) {
    await expect.poll(marks).toContain(`atalaya:${mark}`);
  }
});
