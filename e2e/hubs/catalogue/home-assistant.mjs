// A stand-in for Home Assistant: its WebSocket API, after https://developers.home-assistant.io/docs/api/websocket, with persistent
// notifications after https://www.home-assistant.io/integrations/persistent_notification.
//
// usage: node home-assistant.mjs --port N
//
// One long-lived token, `secreto`. Controls below /_control/: `state` sets an entity's, `forget` takes one away, `notify` makes a
// notification, `revoke` takes the token back, `truth` is all that is held and was called.
import { WebSocketServer } from "ws";
import { failure, listen, options } from "./server.mjs";

const VERSION = "2024.11.3";
let token = "secreto";
const now = () => new Date().toISOString().replace("Z", "000+00:00");
const entity = (entity_id, state, attributes) => ({ entity_id, state, attributes, last_changed: now(), last_updated: now(), context: { id: "01", parent_id: null, user_id: null } });
const states = new Map(
  [
    entity("light.patio", "off", { friendly_name: "Luz del patio" }),
    entity("switch.bomba", "on", { friendly_name: "Bomba de riego", device_class: "outlet" }),
    entity("sensor.temperatura", "21.5", { friendly_name: "Temperatura", unit_of_measurement: "°C", device_class: "temperature" }),
  ].map((it) => [it.entity_id, it]),
);
const notifications = new Map();
const calls = [];
const sockets = new WebSocketServer({ noServer: true });
/** What each client subscribed to: its own number, and of what. */
const subscriptions = new Map();

const each = (kind, event) =>
  subscriptions.forEach((list, socket) => {
    list.filter((one) => one.kind === kind).forEach(({ id }) => socket.send(JSON.stringify({ id, type: "event", event })));
  });

function setState(entity_id, state) {
  const old_state = states.get(entity_id) ?? null;
  const new_state = state === null ? null : { ...(old_state ?? entity(entity_id, state, {})), state, last_changed: now(), last_updated: now() };
  if (new_state) states.set(entity_id, new_state);
  else states.delete(entity_id);
  each("state_changed", { event_type: "state_changed", data: { entity_id, old_state, new_state }, origin: "LOCAL", time_fired: now() });
}

function notify({ notification_id = `n${notifications.size + 1}`, title, message }) {
  const type = notifications.has(notification_id) ? "updated" : "added";
  const made = { notification_id, message, title: title ?? null, created_at: now() };
  notifications.set(notification_id, made);
  each("notifications", { type, notifications: { [notification_id]: made } });
}

const services = {
  "homeassistant.turn_on": ({ entity_id }) => setState(known(entity_id), "on"),
  "homeassistant.turn_off": ({ entity_id }) => setState(known(entity_id), "off"),
  "homeassistant.toggle": ({ entity_id }) => setState(known(entity_id), states.get(entity_id).state === "on" ? "off" : "on"),
  "light.turn_on": ({ entity_id }) => setState(known(entity_id), "on"),
  "persistent_notification.create": notify,
  "persistent_notification.dismiss": ({ notification_id }) => {
    const gone = notifications.get(notification_id);
    notifications.delete(notification_id);
    if (gone) each("notifications", { type: "removed", notifications: { [notification_id]: gone } });
  },
};

function known(entity_id) {
  if (!states.has(entity_id)) throw { code: "home_assistant_error", message: `Entity ${entity_id} not found` };
  return entity_id;
}

const commands = {
  ping: () => "pong",
  get_states: () => [...states.values()],
  subscribe_events: (socket, { id, event_type }) => subscriptions.get(socket).push({ id, kind: event_type }) && null,
  "persistent_notification/subscribe": (socket, { id }) => {
    subscriptions.get(socket).push({ id, kind: "notifications" });
    queueMicrotask(() => socket.send(JSON.stringify({ id, type: "event", event: { type: "current", notifications: Object.fromEntries(notifications) } })));
    return null;
  },
  "persistent_notification/get": () => [...notifications.values()],
  call_service: (_, { domain, service, service_data, target }) => {
    const act = services[`${domain}.${service}`];
    if (!act) throw { code: "not_found", message: `Action ${domain}.${service} not found` };
    calls.push({ domain, service, ...target, ...service_data });
    act({ ...target, ...service_data });
    return { context: { id: "02" }, response: null };
  },
};

/** Commands are numbered by the client, and the numbers have to grow. */
function command(socket, state, { id, type, ...rest }) {
  const result = (body) => socket.send(JSON.stringify({ id, type: "result", ...body }));
  const refuse = (error) => result({ success: false, error });
  if (!Number.isInteger(id) || id <= state.last) {
    return refuse({ code: "id_reuse", message: "Identifier values have to increase." });
  }
  state.last = id;
  if (type === "ping") return socket.send(JSON.stringify({ id, type: "pong" }));
  if (!commands[type]) return refuse({ code: "unknown_command", message: "Unknown command." });
  try {
    result({ success: true, result: commands[type](socket, { id, ...rest }) });
  } catch (error) {
    refuse(error);
  }
}

function accept(socket) {
  const state = { known: false, last: 0 };
  const say = (message) => socket.send(JSON.stringify(message));
  say({ type: "auth_required", ha_version: VERSION });
  socket.on("error", () => {});
  socket.on("close", () => subscriptions.delete(socket));
  socket.on("message", (data) => {
    const message = JSON.parse(data);
    if (state.known) return command(socket, state, message);
    if (message.type !== "auth" || message.access_token !== token) {
      say({ type: "auth_invalid", message: "Invalid access token or password" });
      return socket.close();
    }
    state.known = true;
    subscriptions.set(socket, []);
    say({ type: "auth_ok", ha_version: VERSION });
  });
}

listen({
  ...options(),
  controls: {
    state: ({ entity_id, state }) => setState(entity_id, state) ?? {},
    forget: ({ entity_id }) => setState(entity_id, null) ?? {},
    notify: (wish) => notify(wish) ?? {},
    revoke() {
      token = "otra";
      sockets.clients.forEach((socket) => socket.close());
      return {};
    },
    truth: () => ({ states: [...states.values()], notifications: [...notifications.values()], calls }),
  },
  upgrade(call, socket, head) {
    if (call.url.pathname !== "/api/websocket") throw failure(404, { message: "404: Not Found" });
    sockets.handleUpgrade(call.request, socket, head, accept);
  },
});
