/** What is not on the disk yet? Kept in the browser until the kernel says it is. */

const PREFIX = "ftwidgets-outbox";

/** Deeds in order, each until it is acknowledged; one message is on its way at a time. */
export class Outbox {
  /**
   * @param {string} name names the journal: what was left by an earlier page is sent again
   * @param {(operations: object[]) => boolean} send says whether they are on their way
   * @param {Storage | null} storage survives a reload of the page
   */
  constructor(name, send, storage) {
    this.send = send;
    this.storage = storage;
    this.prefix = `${PREFIX}:${name}:`;
    this.waiting = [];
    this.flying = new Set();
    this.stored = true;
    for (const operation of this.#left()) this.waiting.push(operation);
  }

  get length() {
    return this.waiting.length;
  }

  /** Labels, edits, notes: what a person would miss. Moves are not. */
  get unsaved() {
    return this.waiting.filter((operation) => operation.kind !== "visit").length;
  }

  add(operation) {
    this.waiting.push(operation);
    try {
      this.storage?.setItem(this.prefix + operation.id, JSON.stringify({ ...operation, order: Date.now() + this.waiting.length / 1e6 }));
    } catch {
      this.stored = false; // the browser's store is full: it is in this tab only
    }
    this.flush();
  }

  /** Send all that waits, unless a message is on its way. */
  flush() {
    if (this.flying.size || !this.waiting.length) return;
    this.flying = new Set(this.waiting.map(({ id }) => id));
    if (!this.send(this.waiting.map(({ order, ...operation }) => operation))) this.flying.clear();
  }

  /** The kernel has these on the disk. */
  confirm(ids) {
    for (const id of ids) {
      this.drop(id);
      this.flying.delete(id);
    }
    if (ids.length) this.flush();
  }

  /** The kernel could not save: keep all, and send nothing until asked to. */
  refuse() {
    this.flying.clear();
  }

  /** Forget one: it is saved, or can never be. */
  drop(id) {
    const place = this.waiting.findIndex((operation) => operation.id === id);
    if (place < 0) return;
    this.waiting.splice(place, 1);
    this.storage?.removeItem(this.prefix + id);
  }

  #left() {
    const found = [];
    for (let index = 0; index < (this.storage?.length ?? 0); index += 1) {
      const key = this.storage.key(index);
      if (!key.startsWith(this.prefix)) continue;
      try {
        found.push(JSON.parse(this.storage.getItem(key)));
      } catch {
        this.storage.removeItem(key);
      }
    }
    return found.sort((one, other) => one.order - other.order);
  }
}

/** The browser's store, where it may be used. */
export function findStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
