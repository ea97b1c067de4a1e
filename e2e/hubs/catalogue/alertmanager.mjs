// A stand-in for Alertmanager 0.27: its API v2, after
// https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml.
//
// usage: node alertmanager.mjs --port N
//
// Controls below /_control/: `fire` (labels, annotations) and `resolve` (fingerprint) are what Prometheus does, `break`
// answers 503 until `mend`, `truth` is all that is held.
import { createHash, randomUUID } from "node:crypto";
import { failure, listen, options, readJson, webPage } from "./server.mjs";

const alerts = new Map();
const silences = new Map();
let broken = false;

const now = () => new Date().toISOString();
/** What is wrong with a request is a text in JSON. */
const bad = (why) => failure(400, why);

const fingerprint = (labels) => createHash("md5").update(JSON.stringify(Object.entries(labels).sort())).digest("hex").slice(0, 16);
const stateOf = ({ startsAt, endsAt }) => (endsAt <= now() ? "expired" : startsAt > now() ? "pending" : "active");
const matches = ({ matchers }, labels) => matchers.every(({ name, value, isEqual = true }) => ((labels[name] ?? "") === value) === isEqual);

function alertOf(alert) {
  const silencedBy = [...silences.values()].filter((one) => stateOf(one) === "active" && matches(one, alert.labels)).map(({ id }) => id);
  const state = silencedBy.length > 0 ? "suppressed" : "active";
  return { ...alert, receivers: [{ name: "correo" }], status: { state, silencedBy, inhibitedBy: [], mutedBy: [] } };
}

const silenceOf = (silence) => ({ ...silence, status: { state: stateOf(silence) } });

function silence(wish) {
  const { matchers = [], startsAt, endsAt, createdBy, comment } = wish;
  if (!matchers.length) throw bad("silence invalid: at least one matcher required");
  const wrong = matchers.findIndex(({ name, value }) => typeof name !== "string" || typeof value !== "string");
  if (wrong >= 0) throw failure(422, { code: 602, message: `silence.matchers.${wrong}.value in body is required` });
  if (!createdBy || comment === undefined) throw failure(422, { code: 602, message: "silence.comment in body is required" });
  if (!(new Date(endsAt) > new Date(startsAt))) throw bad("failed to create silence: start time must be before end time");
  if (new Date(endsAt) <= new Date()) throw bad("failed to create silence: end time can't be in the past");
  const id = randomUUID();
  silences.set(id, { id, matchers, startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString(), createdBy, comment, updatedAt: now() });
  return { silenceID: id };
}

const routes = {
  "GET /": () => webPage("Alertmanager"),
  "GET /api/v2/status": () => ({ cluster: { status: "ready", peers: [] }, versionInfo: { version: "0.27.0" }, uptime: now() }),
  "GET /api/v2/alerts": () => [...alerts.values()].map(alertOf),
  "GET /api/v2/silences": () => [...silences.values()].map(silenceOf),
  "POST /api/v2/silences": async ({ request }) => silence(await readJson(request)),
  "DELETE /api/v2/silence/:id": ({ id }) => {
    const one = silences.get(id);
    if (!one) throw failure(404, "");
    if (stateOf(one) === "expired") throw failure(500, `silence ${id} already expired`);
    one.endsAt = now();
    return { status: 200, body: "" };
  },
};

listen({
  ...options(),
  routes,
  admit() {
    if (broken) throw failure(503, "no leader");
  },
  controls: {
    fire({ labels, annotations = {} }) {
      const key = fingerprint(labels);
      const startsAt = alerts.get(key)?.startsAt ?? now();
      const endsAt = new Date(Date.now() + 300_000).toISOString();
      alerts.set(key, { annotations, endsAt, fingerprint: key, startsAt, updatedAt: now(), generatorURL: "http://prometheus.example/graph", labels });
      return { fingerprint: key };
    },
    resolve: ({ fingerprint }) => ({ gone: alerts.delete(fingerprint) }),
    break: () => ((broken = true), {}),
    mend: () => ((broken = false), {}),
    truth: () => ({ alerts: [...alerts.values()].map(alertOf), silences: [...silences.values()].map(silenceOf) }),
  },
  upgrade() {
    throw failure(404, "");
  },
});
