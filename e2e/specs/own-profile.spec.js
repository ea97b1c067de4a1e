// A hub that has a profile of itself at /.well-known/atalaya.json: it is proposed, and nothing comes of it before the user adds the hub.
import { expect, test } from "../support/fixtures.js";
import { add, form, id, look, outcome, profileField, written } from "../support/look.js";

const json = (response, value) => response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": "*" }).end(JSON.stringify(value));

/** A bakery, with what it says of itself. */
const bakery = (own, profile) => {
  const asked = [];
  const start = () =>
    own((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (request.url === "/.well-known/atalaya.json") return json(response, profile);
      if (request.url === "/ovens") return json(response, [{ nr: 1, heat: 210 }, { nr: 2, heat: 185 }]);
      return response.writeHead(404, { "access-control-allow-origin": "*" }).end();
    });
  return { asked, start };
};

const PROFILE = {
  name: "bakery",
  title: { es: "Horno <b>central</b>", en: "Bakery <b>central</b>" },
  sources: { rest: { kind: "rest", primary: true } },
  poll: [{ source: "rest", get: "/ovens", every_s: 5, do: [{ rows: "ovens" }] }],
  tables: [
    {
      id: "ovens",
      title: "Hornos",
      key: "/nr",
      columns: [
        { id: "nr", title: "Nr.", at: "/nr" },
        { id: "heat", title: "°C", at: "/heat", type: "number" },
      ],
    },
  ],
};

test("a profile of the hub's own is filled in, asked nothing more for, and used once the hub is added", async ({ own, console }) => {
  const hub = bakery(own, PROFILE);
  const app = await console(null);
  await look(app, await hub.start());
  await outcome(app, "own");
  await expect(id(app, "finding")).toContainText("Horno <b>central</b>");
  expect(await written(app)).toEqual(PROFILE);
  await expect(form(app).locator("[name=name]")).toHaveValue("Horno <b>central</b>");
  expect(hub.asked.filter((line) => line.includes("/ovens")), "nothing of it runs by itself").toEqual([]);
  expect(hub.asked, "an answer that says it all ends the looking").toContain("GET /.well-known/atalaya.json");
  expect(hub.asked.length).toBeLessThan(6);
  await add(app);
  await app.section(`/hub/${await id(app, "link").first().getAttribute("data-hub")}`).click();
  await expect(app.page.locator("[role=row][data-key='1']")).toContainText("210");
});

test("what is wrong in it is said at once, with its place, and the user may mend it", async ({ own, console }) => {
  const hub = bakery(own, { ...PROFILE, poll: [{ ...PROFILE.poll[0], do: [{ rows: "kilns" }] }] });
  const app = await console(null);
  await look(app, await hub.start());
  await outcome(app, "own");
  await expect(form(app)).toContainText("/poll/0/do/0/rows");
  await profileField(app).fill(JSON.stringify(PROFILE));
  await add(app);
  await app.section(`/hub/${await id(app, "link").first().getAttribute("data-hub")}`).click();
  await expect(app.page.locator("[role=row][data-key='2']")).toContainText("185");
});
