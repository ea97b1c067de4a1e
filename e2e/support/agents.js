// Agents of a cluster, as anybody would write them: each node beats, and says once what it holds.
import { setTimeout as sleep } from "node:timers/promises";
import { ONCE } from "./process.js";

export class Agents {
  #beating = true;
  #silent = new Set();

  /** `nodes`: `{ id, rack, blocks }`, `everyMs` the pause between two beats. */
  constructor(hub, nodes, everyMs) {
    Object.assign(this, { hub, nodes, everyMs });
  }

  async start() {
    for (const node of this.nodes) {
      await this.#beat(node);
      await this.#put(`/api/nodes/${node.id}/blocks`, { blocks: node.blocks, whole: true });
    }
    this.done = Promise.all(this.nodes.map((node) => this.#go(node)));
    return this;
  }

  /** These nodes beat no longer. Resolves to when the first of them was missed: when its next beat was due. */
  silence(wanted) {
    const lost = this.nodes.filter(wanted);
    lost.forEach(({ id }) => this.#silent.add(id));
    return Math.min(...lost.map(({ beatAt }) => beatAt + this.everyMs));
  }

  /** All nodes beat again, or one. */
  rouse(id) {
    if (id === undefined) this.#silent.clear();
    else this.#silent.delete(id);
  }

  async stop() {
    this.#beating = false;
    await this.done;
  }

  async #go(node) {
    while (this.#beating) {
      await sleep(this.everyMs);
      // A hub that is away hears nothing; the next beat may.
      if (!this.#silent.has(node.id)) await this.#beat(node).catch(() => {});
    }
  }

  /** Beat, and do at once what the hub orders. */
  async #beat(node) {
    const { orders = [] } = await this.#put(`/api/nodes/${node.id}`, { rack: node.rack });
    node.beatAt = Date.now();
    if (orders.length === 0) return;
    const copied = orders.filter(({ copy }) => copy).map(({ copy: id, file, size, replicas }) => ({ id, file, size, replicas }));
    const removed = orders.flatMap(({ drop }) => drop ?? []);
    await this.#put(`/api/nodes/${node.id}/blocks`, { blocks: copied, removed });
  }

  async #put(path, body) {
    const headers = { ...ONCE, "content-type": "application/json" };
    const answer = await fetch(this.hub.url + path, { method: "PUT", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}

/** Nodes of which each is lost and comes back again and again, with all its blocks: rows by the thousand. */
export class Flapping extends Agents {
  #flapping = true;

  constructor(hub, { nodes, blocks, everyMs }) {
    const block = (node, nr) => ({ id: `b${node}-${nr}`, file: "grande.bin", size: 1_000, replicas: 1 });
    const all = Array.from({ length: nodes }, (_, node) => ({
      id: `n${node}`,
      rack: "A",
      blocks: Array.from({ length: blocks }, (_, nr) => block(node, nr)),
    }));
    super(hub, all, everyMs);
  }

  async start() {
    await super.start();
    // A node is lost a second after a beat that is missed.
    const away = this.everyMs + 1_300;
    this.flaps = this.nodes.map(async ({ id }, nr) => {
      await sleep((nr * away) / this.nodes.length);
      while (this.#flapping) {
        this.silence((node) => node.id === id);
        await sleep(away);
        this.rouse(id);
        await sleep(this.everyMs * 2);
      }
    });
    return this;
  }

  /** All stay, and beat on. */
  async settle() {
    this.#flapping = false;
    await Promise.all(this.flaps);
  }
}
